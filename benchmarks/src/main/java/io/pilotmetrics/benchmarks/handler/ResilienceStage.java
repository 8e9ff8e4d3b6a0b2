// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.benchmarks.handler;

import io.github.resilience4j.micrometer.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Resilience4j's metrics decorator for stages, which decorates a supplier made for each call. */
final class ResilienceStage implements WrappedStage {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Timer timer = Timer.of("leads", meters);
    private final Function<Lead, CompletableFuture<Long>> code;

    ResilienceStage(Function<Lead, CompletableFuture<Long>> code) {
        this.code = code;
    }

    @Override
    public CompletionStage<Long> apply(Lead lead) {
        return timer.executeCompletionStage(() -> code.apply(lead));
    }

    @Override
    public long count() {
        return meters.find("resilience4j.timer.calls").timers().stream()
                .mapToLong(io.micrometer.core.instrument.Timer::count)
                .sum();
    }
}
