// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.exporters;

import io.pilotmetrics.snapshot.PilotSnapshot;
import java.util.Map;

/** Micrometer's own names and base units; of durations count and sum, and quantiles as gauges. */
final class MicrometerDialect implements Dialect {

    private static final Map<String, String> KINDS =
            Map.of("counter", "COUNTER", "gauge", "GAUGE", "quantile", "GAUGE", "histogram", "TIMER");

    @Override
    public String name(Page.Row row) {
        return row.micrometer();
    }

    @Override
    public String kind(Page.Row row) {
        return String.valueOf(KINDS.get(row.kind()));
    }

    @Override
    public String unit(Page.Row row) {
        return row.unit().equals("s") ? "seconds" : row.unit().equals("1") ? "ratio" : "";
    }

    @Override
    public boolean hasQuantiles() {
        return true;
    }

    @Override
    public Map<String, Double> durations(Timed timed, PilotSnapshot snapshot) {
        return Map.of("count", (double) timed.count(), "sum", timed.sumNanos() / 1e9);
    }

    /**
     * Quantiles are the middle of a bucket, rounded to a nanosecond, which is at most one off where it is computed another way. Sums are equal:
     * Micrometer is given nanoseconds, and divides them once, as the reader of the JSON does.
     */
    @Override
    public double tolerance(Page.Row row, String number, double expected) {
        return row.isOf("quantile") ? 1e-9 : 0;
    }
}
