// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.exporters;

import io.pilotmetrics.snapshot.PilotSnapshot;
import java.util.Map;

/** Micrometer's own names and base units; of durations count and sum, and quantiles as gauges. */
record MicrometerDialect() implements Dialect {

    /** What Micrometer, which keeps seconds, may be off: it divides nanoseconds once more than the JSON's reader. */
    static final double LAST_BITS = 0x1p-51;

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

    @Override
    public double tolerance(Page.Row row, String number, double expected) {
        return tolerance(row, number, expected, LAST_BITS);
    }

    static double tolerance(Page.Row row, String number, double expected, double ofSums) {
        if (row.isOf("quantile")) {
            return 1e-9; // the middle of a bucket, rounded to a nanosecond
        }
        return number.equals("sum") ? expected * ofSums : 0;
    }
}
