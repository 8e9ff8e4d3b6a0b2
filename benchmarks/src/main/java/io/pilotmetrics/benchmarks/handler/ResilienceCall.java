// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.benchmarks.handler;

import io.github.resilience4j.micrometer.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.function.Consumer;

/** Resilience4j's metrics decorator: its timer on Micrometer. */
final class ResilienceCall implements WrappedCall {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Consumer<Lead> decorated;

    ResilienceCall(Consumer<Lead> code) {
        decorated = Timer.decorateConsumer(Timer.of("leads", meters), code);
    }

    @Override
    public void accept(Lead lead) {
        decorated.accept(lead);
    }

    @Override
    public long count() {
        return meters.find("resilience4j.timer.calls").timers().stream()
                .mapToLong(io.micrometer.core.instrument.Timer::count)
                .sum();
    }
}
