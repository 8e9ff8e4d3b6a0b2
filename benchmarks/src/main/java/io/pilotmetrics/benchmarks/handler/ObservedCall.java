// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.benchmarks.handler;

import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.util.function.Consumer;

/** A Micrometer Observation around each call, with the handler that makes meters of it. */
final class ObservedCall implements WrappedCall {

    private final Consumer<Lead> code;
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final ObservationRegistry observations = ObservationRegistry.create();

    ObservedCall(Consumer<Lead> code) {
        this.code = code;
        observations.observationConfig().observationHandler(new DefaultMeterObservationHandler(meters));
    }

    @Override
    public void accept(Lead lead) {
        Observation.createNotStarted("leads", observations).observe(() -> code.accept(lead));
    }

    @Override
    public long count() {
        return meters.get("leads").timers().stream().mapToLong(Timer::count).sum();
    }
}
