// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.benchmarks.export;

import io.pilotmetrics.Handler;
import io.pilotmetrics.PilotMetrics;
import io.pilotmetrics.benchmarks.handler.Lead;
import io.pilotmetrics.snapshot.PilotSnapshot;
import java.util.List;

/** Ours: handlers whose clock is moved by hand. */
final class PilotSnapshots implements SnapshotSubject {

    private final HandClock clock = new HandClock();
    private final PilotMetrics pilot =
            PilotMetrics.builder("benchmark").clock(clock).build();
    private final List<Handler<Lead>> handlers;
    private final Lead lead = new Lead("shop-eu");

    PilotSnapshots(int instruments) {
        handlers = ManyHandlers.register(pilot, instruments);
    }

    @Override
    public void count(int instrument, long nanos) {
        handlers.get(instrument).run(lead, event -> clock.take(nanos));
    }

    @Override
    public void tick() {
        clock.tick();
    }

    @Override
    public Object read() {
        return pilot.snapshot();
    }

    @Override
    public long count(Object reading) {
        PilotSnapshot snapshot = (PilotSnapshot) reading;
        return snapshot.handlers().values().stream()
                .mapToLong(handler -> handler.latency().histogram().count())
                .sum();
    }
}
