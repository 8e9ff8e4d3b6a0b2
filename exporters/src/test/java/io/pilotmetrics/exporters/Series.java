// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.exporters;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is expected of one series, in no exporter's words.
 *
 * @param row what the page says of it; of a supplied figure what it says of all of them
 * @param labels as the page writes them
 * @param value a number; of a histogram {@code NaN}
 * @param timed of a histogram its durations; else none
 * @param at of a figure its own time; else null
 */
record Series(
        Page.Row row,
        Map<String, String> labels,
        double value,
        Timed timed,
        @Nullable Instant at) {

    static Series of(String metric, Map<String, String> labels, double value) {
        return new Series(Page.row(metric), labels, value, Timed.NONE, null);
    }

    static Series of(String metric, Map<String, String> labels, Timed timed) {
        return new Series(Page.row(metric), labels, Double.NaN, timed, null);
    }

    /** A supplied figure or one of its limits, named as the page's head says. */
    static Series ofFigure(
            String name, String limit, String unit, Map<String, String> labels, double value, Instant at) {
        String full = "pilot.figure." + name + (limit.isEmpty() ? "" : "." + limit);
        String suffix = unit.equals("1") ? "_ratio" : unit.equals("s") ? "_seconds" : "";
        Page.Row row = new Page.Row(
                full,
                full.replaceAll("[^a-zA-Z0-9_]", "_") + suffix,
                full,
                "gauge",
                unit,
                List.copyOf(labels.keySet()),
                "A figure that was supplied to the pilot.");
        return new Series(row, labels, value, Timed.NONE, at);
    }

    static Map<String, String> and(Map<String, String> labels, String key, String value) {
        Map<String, String> more = new TreeMap<>(labels);
        more.put(key, value);
        return more;
    }

    boolean isFigure() {
        return row.name().startsWith("pilot.figure.");
    }
}
