// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.exporters;

import io.pilotmetrics.snapshot.PilotSnapshot;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** OpenTelemetry's own names; each point says which time it covers. */
final class OtlpDialect implements Dialect {

    private static final Map<String, String> KINDS = Map.of(
            "counter", "cumulative monotonic sum of whole numbers",
            "gauge", "gauge of real numbers",
            "histogram", "cumulative exponential histogram");

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

    /** A time in parts that a double holds. */
    static void time(Map<String, Double> numbers, String what, long epochSeconds, long nanos) {
        numbers.put(what + ", seconds", (double) epochSeconds);
        numbers.put(what + ", nanoseconds", (double) nanos);
    }

    private static Map<String, Double> times(PilotSnapshot snapshot, Instant at) {
        Map<String, Double> numbers = new TreeMap<>();
        Instant began = snapshot.startedAt();
        time(numbers, "began", began.getEpochSecond(), began.getNano());
        time(numbers, "at", at.getEpochSecond(), at.getNano());
        return numbers;
    }

    @Override
    public Map<String, Double> value(Series series, PilotSnapshot snapshot) {
        Instant own = series.at();
        Map<String, Double> numbers = times(snapshot, own == null ? snapshot.at() : own);
        numbers.put(Shown.VALUE, series.value());
        return numbers;
    }

    @Override
    public Map<String, Double> durations(Timed timed, PilotSnapshot snapshot) {
        Map<String, Double> numbers = times(snapshot, snapshot.at());
        numbers.put("count", (double) timed.count());
        numbers.put("sum", timed.sumNanos() / 1e9);
        numbers.put("zeros", (double) timed.zeros());
        numbers.put("scale", (double) timed.coarse().scale());
        if (timed.count() > 0) {
            numbers.put("min", timed.minNanos() / 1e9);
            numbers.put("max", timed.maxNanos() / 1e9);
        }
        timed.coarse().buckets().forEach((bucket, count) -> numbers.put("bucket " + bucket, (double) count));
        return numbers;
    }
}
