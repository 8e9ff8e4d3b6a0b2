// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.exporters;

import io.pilotmetrics.snapshot.PilotSnapshot;
import java.util.Map;
import java.util.TreeMap;

/**
 * Prometheus's names, with the unit and a counter's ending in them.
 *
 * @param created whether it says when counters and histograms began
 * @param natively whether it shows native buckets
 */
record PrometheusDialect(boolean created, boolean natively) implements Dialect {

    static final PrometheusDialect TEXT = new PrometheusDialect(false, false);
    static final PrometheusDialect CREATED = new PrometheusDialect(true, false);
    static final PrometheusDialect PROTOBUF = new PrometheusDialect(true, true);

    @Override
    public String name(Page.Row row) {
        return row.prometheus();
    }

    @Override
    public String kind(Page.Row row) {
        return row.kind();
    }

    @Override
    public String unit(Page.Row row) {
        return "";
    }

    @Override
    public String label(String key) {
        return key.replaceAll("[^a-zA-Z0-9_]", "_");
    }

    @Override
    public Map<String, Double> value(Series series, PilotSnapshot snapshot) {
        Map<String, Double> numbers = new TreeMap<>(Map.of(Shown.VALUE, series.value()));
        if (created && series.row().isOf("counter")) {
            numbers.put("created", began(snapshot));
        }
        return numbers;
    }

    @Override
    public Map<String, Double> durations(Timed timed, PilotSnapshot snapshot) {
        Map<String, Double> numbers = new TreeMap<>();
        numbers.put("count", (double) timed.count());
        numbers.put("sum", timed.sumNanos() / 1e9);
        timed.classic().forEach((bound, count) -> numbers.put(TextFormat.upTo(bound), (double) count));
        if (created) {
            numbers.put("created", began(snapshot));
        }
        if (natively) {
            numbers.put("schema", (double) timed.coarse().scale());
            numbers.put("zeros", (double) timed.zeros());
            // Prometheus numbers a bucket by its upper bound, the JSON by its lower one.
            timed.coarse()
                    .buckets()
                    .forEach((bucket, count) -> numbers.put(WireFormat.nativeBucket(bucket + 1), (double) count));
        }
        return numbers;
    }

    /** Newer versions of client_java say in protobuf when a series began. */
    @Override
    public boolean optional(String number) {
        return natively && number.equals("created");
    }

    private static double began(PilotSnapshot snapshot) {
        return snapshot.startedAt().toEpochMilli() / 1e3;
    }
}
