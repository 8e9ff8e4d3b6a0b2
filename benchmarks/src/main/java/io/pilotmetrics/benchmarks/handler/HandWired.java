// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.benchmarks.handler;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a team writes that wants the same from Micrometer and Caffeine: meters registered once and held, ids in a bounded cache,
 * the highest number of each producer, gaps counted but not named, epochs left out. Caffeine keeps its default executor, so its upkeep runs on
 * another thread and is not in the time of a call.
 */
final class HandWired implements WrappedCall {

    private final Ids ids;
    private final Consumer<Lead> code;
    private final Cache<Object, Boolean> seen = Caffeine.newBuilder()
            .maximumSize(Ids.REMEMBERED)
            .expireAfterWrite(Duration.ofMinutes(10))
            .build();
    private final Map<String, AtomicLong> highest = new ConcurrentHashMap<>();

    private final MeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Counter received = meters.counter("leads.received");
    private final Counter missing = meters.counter("leads.missing");
    private final Counter malformed = meters.counter("leads.ended", "as", "malformed");
    private final Counter duplicate = meters.counter("leads.ended", "as", "duplicate");
    private final Counter processed = meters.counter("leads.ended", "as", "processed");
    private final Counter failed = meters.counter("leads.ended", "as", "failed");
    private final Timer succeeding = timer("success");
    private final Timer failing = timer("server_error");

    HandWired(Ids ids, Consumer<Lead> code) {
        this.ids = ids;
        this.code = code;
    }

    private Timer timer(String outcome) {
        return Timer.builder("leads.duration")
                .tag("outcome", outcome)
                .publishPercentileHistogram()
                .serviceLevelObjectives(Duration.ofMillis(200))
                .register(meters);
    }

    @Override
    public void accept(Lead lead) {
        received.increment();
        Counter asSeen = ids == Ids.NONE ? null : look(lead);
        long start = System.nanoTime();
        try {
            code.accept(lead);
        } catch (Throwable e) {
            failing.record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
            (asSeen == null ? failed : asSeen).increment();
            throw e;
        }
        succeeding.record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
        (asSeen == null ? processed : asSeen).increment();
    }

    private @Nullable Counter look(Lead lead) {
        long number = lead.number();
        long before = highest.computeIfAbsent(lead.producer(), producer -> new AtomicLong())
                .getAndAccumulate(number, Math::max);
        if (number > before + 1) {
            missing.increment((double) (number - before - 1));
        }
        if (lead.email() == null) {
            return malformed;
        }
        Object id = ids == Ids.TEXT ? lead.text() : (Object) lead.id();
        return seen.asMap().putIfAbsent(id, Boolean.TRUE) == null ? null : duplicate;
    }

    @Override
    public long count() {
        return succeeding.count();
    }

    /** How many ids were seen again. */
    double duplicates() {
        return duplicate.count();
    }

    /** How many numbers were left out. */
    double missing() {
        return missing.count();
    }
}
