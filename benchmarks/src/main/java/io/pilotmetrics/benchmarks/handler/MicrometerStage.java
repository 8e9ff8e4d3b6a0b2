// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.benchmarks.handler;

import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** A Micrometer Timer with percentile histogram and one objective, stopped in {@code whenComplete}. */
final class MicrometerStage implements WrappedStage {

    private final Function<Lead, CompletableFuture<Long>> code;
    private final Timer timer = Timer.builder("leads.duration")
            .publishPercentileHistogram()
            .serviceLevelObjectives(Duration.ofMillis(200))
            .register(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));

    MicrometerStage(Function<Lead, CompletableFuture<Long>> code) {
        this.code = code;
    }

    @Override
    public CompletionStage<Long> apply(Lead lead) {
        long start = System.nanoTime();
        return code.apply(lead)
                .whenComplete((receipt, thrown) -> timer.record(System.nanoTime() - start, TimeUnit.NANOSECONDS));
    }

    @Override
    public long count() {
        return timer.count();
    }
}
