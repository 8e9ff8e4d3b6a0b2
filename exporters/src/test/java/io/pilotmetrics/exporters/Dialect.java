// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.exporters;

import io.pilotmetrics.snapshot.PilotSnapshot;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** How one exporter writes what is expected: names, labels, kinds, units. */
interface Dialect {

    /** Its name for a metric of the page. */
    String name(Page.Row row);

    /** Its kind for one of the page's. */
    String kind(Page.Row row);

    /** Its unit for one of the page's. */
    String unit(Page.Row row);

    /** Its key for a label of the page, or a figure's tag. */
    default String label(String key) {
        return key;
    }

    /** Whether it shows quantiles, having no histograms. */
    default boolean hasQuantiles() {
        return false;
    }

    /** What it shows of a counter or gauge. */
    default Map<String, Double> value(Series series, PilotSnapshot snapshot) {
        return Map.of(Shown.VALUE, series.value());
    }

    /** What it shows of durations. */
    Map<String, Double> durations(Timed timed, PilotSnapshot snapshot);

    /** All that it has to show of a snapshot. */
    default Map<Id, Shown> expected(PilotSnapshot snapshot, List<Series> series) {
        Map<Id, Shown> expected = new HashMap<>();
        for (Series each : series) {
            Page.Row row = each.row();
            if (!row.isOf("quantile") || hasQuantiles()) {
                Map<String, Double> numbers =
                        row.isOf("histogram") ? durations(each.timed(), snapshot) : value(each, snapshot);
                Map<String, String> labels = new TreeMap<>();
                each.labels().forEach((key, word) -> labels.put(label(key), word));
                Id id = new Id(name(row), labels);
                if (expected.put(id, new Shown(kind(row), unit(row), row.what(), numbers)) != null) {
                    throw new AssertionError("expected twice: " + id);
                }
            }
        }
        return expected;
    }

    /** How far a number may be off; 0 where the tool allows equality. */
    default double tolerance(Page.Row row, String number, double expected) {
        return 0;
    }

    /** Whether some versions of the tool leave a number out; where it is, it is right. */
    default boolean optional(String number) {
        return false;
    }

    /** The metric of the page, or the figure, that a name stands for. */
    static Map<String, Page.Row> byName(List<Series> series, Function<Page.Row, String> name) {
        Map<String, Page.Row> rows = new HashMap<>();
        series.forEach(each -> rows.put(name.apply(each.row()), each.row()));
        return rows;
    }
}
