// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.benchmarks.latency;

import io.github.resilience4j.micrometer.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

/** Resilience4j's timer, which decorates calls with a Micrometer Timer: it reads the clock itself. */
final class ResilienceTimer implements LatencySubject {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Timer timer = Timer.of("latency", meters);

    @Override
    public void record(long nanos) {
        timer.createContext().onSuccess();
    }

    @Override
    public long count() {
        return meters.find("resilience4j.timer.calls").timers().stream()
                .mapToLong(io.micrometer.core.instrument.Timer::count)
                .sum();
    }
}
