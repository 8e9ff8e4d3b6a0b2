// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.exporters;

import io.pilotmetrics.snapshot.PilotSnapshot;
import java.util.Map;

/** OpenTelemetry's own names; of durations count and sum, and quantiles as gauges. */
final class ApiDialect implements Dialect {

    static final String COUNTER = "counter";
    static final String GAUGE = "gauge";
    static final String COUNTERS = "counters of count and sum";

    private static final Map<String, String> KINDS =
            Map.of("counter", COUNTER, "gauge", GAUGE, "quantile", GAUGE, "histogram", COUNTERS);

    @Override
    public String name(Page.Row row) {
        return row.name();
    }

    @Override
    public String kind(Page.Row row) {
        return String.valueOf(KINDS.get(row.kind()));
    }

    @Override
    public String unit(Page.Row row) {
        return row.unit();
    }

    @Override
    public boolean hasQuantiles() {
        return true;
    }

    @Override
    public Map<String, Double> durations(Timed timed, PilotSnapshot snapshot) {
        return Map.of("count", (double) timed.count(), "sum", timed.sumNanos() / 1e9);
    }

    @Override
    public double tolerance(Page.Row row, String number, double expected) {
        return new MicrometerDialect().tolerance(row, number, expected);
    }
}
