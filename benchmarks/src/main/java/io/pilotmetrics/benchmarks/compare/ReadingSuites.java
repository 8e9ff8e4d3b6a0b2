// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.benchmarks.compare;

import io.pilotmetrics.benchmarks.ExportersBenchmark;
import io.pilotmetrics.benchmarks.SnapshotBenchmark;
import io.pilotmetrics.benchmarks.TickBenchmark;
import io.pilotmetrics.benchmarks.export.Exporter;
import io.pilotmetrics.benchmarks.export.SnapshotPeer;
import java.util.ArrayList;
import java.util.List;

/** Reading many handlers, and handling events while they are read. Neither has a baseline. */
final class ReadingSuites {

    private ReadingSuites() {}

    static List<Comparison> snapshot() {
        List<Comparison> all = new ArrayList<>();
        for (int handlers : List.of(1, 100, 1_000)) {
            Contender ours = snapshot(SnapshotPeer.PILOT_METRICS, handlers);
            all.add(new Comparison(ours, List.of(), handlers == 100 ? Targets.SNAPSHOT_OF_100 : null));
            all.add(Comparison.of(ours, snapshot(SnapshotPeer.MICROMETER, handlers)));
            all.add(Comparison.of(ours, snapshot(SnapshotPeer.OTEL, handlers)));
        }
        Contender idle = tick(1_000, 0);
        all.add(Comparison.measured(idle));
        for (int active : List.of(10, 100)) {
            all.add(Comparison.of(tick(1_000, active), idle));
        }
        all.add(Comparison.of(tick(1_000, 100), tick(100, 100)));
        return all;
    }

    /** Both need 100 handlers whose state is read; the other 900 should cost next to nothing. */
    private static Contender tick(int handlers, int active) {
        Cell cell = Cell.of(TickBenchmark.class, "snapshotTick", 1, "handlers", handlers, "active", active);
        return new Contender("tick", handlers + " handlers, " + active + " active", cell, null);
    }

    private static Contender snapshot(SnapshotPeer peer, int handlers) {
        String work = handlers == 1 ? "1 handler" : handlers + " handlers";
        Cell cell = Cell.of(SnapshotBenchmark.class, "snapshot", 1, "peer", peer, "handlers", handlers);
        return new Contender(work, peer.label(), cell, null);
    }

    static List<Comparison> exporters() {
        Contender none = exporters("no exporter", "NONE");
        List<Comparison> all = new ArrayList<>();
        all.add(Comparison.measured(none));
        for (Exporter exporter : List.of(Exporter.MICROMETER_PROMETHEUS, Exporter.OTEL, Exporter.PROMETHEUS)) {
            all.add(Comparison.of(exporters(exporter.label(), exporter.name()), none));
        }
        all.add(Comparison.of(exporters("all three", "MICROMETER_PROMETHEUS+OTEL+PROMETHEUS"), none));
        return all;
    }

    private static Contender exporters(String label, String names) {
        Cell cell = Cell.of(ExportersBenchmark.class, "exporters", 1, "exporters", names);
        return new Contender("event", label, cell, null);
    }
}
