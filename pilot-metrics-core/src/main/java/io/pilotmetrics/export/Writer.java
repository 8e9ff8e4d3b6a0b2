// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.export;

import io.pilotmetrics.snapshot.Exemplar;
import io.pilotmetrics.snapshot.LatencySnapshot;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Collects the samples of one account. */
final class Writer {

    private static final double NANOS_PER_SECOND = 1e9;
    private static final Map<String, Double> QUANTILES = Map.of("0.5", 0.5, "0.95", 0.95, "0.99", 0.99);

    private final Labels labels;
    private final List<Sample> samples;

    Writer(Labels labels) {
        this(labels, new ArrayList<>());
    }

    private Writer(Labels labels, List<Sample> samples) {
        this.labels = labels;
        this.samples = samples;
    }

    /** Writes to the same list, with one more label. */
    Writer with(String key, String value) {
        return new Writer(labels.with(key, value), samples);
    }

    void count(Metric metric, long total) {
        samples.add(new Sample.Count(metric, labels.byKey(), total));
    }

    void count(Metric metric, String key, String value, long total) {
        samples.add(new Sample.Count(metric, labels.with(key, value).byKey(), total));
    }

    void counts(Metric metric, String key, Map<String, Long> totals) {
        totals.forEach((value, total) -> count(metric, key, value, total));
    }

    /** A number of things: exact up to 2^53. */
    void whole(Metric metric, long value) {
        value(metric, (double) value);
    }

    /** A value that is NaN, since nothing was observed, has no sample. */
    void value(Metric metric, double value) {
        if (!Double.isNaN(value)) {
            samples.add(new Sample.Value(metric, labels.byKey(), value));
        }
    }

    /** One for the constant that is, zero for each other: the sum over all is always one. */
    <E extends Enum<E>> void state(Metric metric, String key, E is, E[] all) {
        for (E each : all) {
            with(key, lower(each)).value(metric, each == is ? 1 : 0);
        }
    }

    /** Durations, and their quantiles over what is recent. Least, most and quantiles are there where something was timed. */
    void durations(
            Catalogue.Durations metrics, LatencySnapshot latency, LatencySnapshot recent, List<Exemplar> exemplars) {
        samples.add(new Sample.Durations(metrics.histogram(), labels.byKey(), latency, exemplars));
        if (latency.count() > 0) {
            value(metrics.min(), latency.minNanos() / NANOS_PER_SECOND);
            value(metrics.max(), latency.maxNanos() / NANOS_PER_SECOND);
        }
        if (recent.count() > 0) {
            QUANTILES.forEach((phi, q) -> with("phi", phi)
                    .value(metrics.percentile(), recent.quantile(q).toNanos() / NANOS_PER_SECOND));
        }
        // A limit's count is read at another moment than the buckets: held to them, so that no share is above one.
        latency.thresholds()
                .forEach(limit -> count(
                        metrics.within(),
                        "limit",
                        seconds(limit.nanos()),
                        Math.max(0, Math.min(limit.met(), latency.count()))));
    }

    Map<String, String> labels() {
        return labels.byKey();
    }

    List<Sample> samples() {
        return samples;
    }

    static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** To the nanosecond, as in a bucket's label. */
    private static String seconds(long nanos) {
        return BigDecimal.valueOf(nanos, 9).stripTrailingZeros().toPlainString();
    }
}
