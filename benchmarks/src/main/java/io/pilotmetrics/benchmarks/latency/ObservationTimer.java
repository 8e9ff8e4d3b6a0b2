// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.benchmarks.latency;

import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;

/** Micrometer's Observation with its meter handler: it reads the clock itself. */
final class ObservationTimer implements LatencySubject {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final ObservationRegistry observations = ObservationRegistry.create();

    ObservationTimer() {
        observations.observationConfig().observationHandler(new DefaultMeterObservationHandler(meters));
    }

    @Override
    public void record(long nanos) {
        Observation.start("latency", observations).stop();
    }

    @Override
    public long count() {
        return meters.get("latency").timers().stream().mapToLong(Timer::count).sum();
    }
}
