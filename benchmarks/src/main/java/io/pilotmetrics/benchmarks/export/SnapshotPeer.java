// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.benchmarks.export;

import java.util.function.IntFunction;

/** Who is read. */
public enum SnapshotPeer {
    /** Ours: a snapshot with its windows. */
    PILOT_METRICS("pilot-metrics snapshot", PilotSnapshots::new),
    /** Micrometer's percentile histograms on its Prometheus registry: a scrape. */
    MICROMETER("Micrometer scrape", MicrometerScrape::new),
    /** OpenTelemetry's exponential histograms: a collection. */
    OTEL("OpenTelemetry collection", OtelCollection::new);

    private final String label;

    @SuppressWarnings("ImmutableEnumChecker") // It is a constructor or a static method.
    private final IntFunction<SnapshotSubject> factory;

    SnapshotPeer(String label, IntFunction<SnapshotSubject> factory) {
        this.label = label;
        this.factory = factory;
    }

    /**
     * New instruments.
     *
     * @param instruments how many
     * @return the subject
     */
    public SnapshotSubject create(int instruments) {
        return factory.apply(instruments);
    }

    /**
     * How tables call it.
     *
     * @return its name
     */
    public String label() {
        return label;
    }
}
