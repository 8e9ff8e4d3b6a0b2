// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.snapshot;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What there is to judge of durations: average, quantiles, maximum, and the shares within the limits of objectives. */
final class LatencyFigures {

    private static final int[] PERCENTS = {50, 95, 99};

    private final String name;
    private final LatencySnapshot latency;
    private final Map<String, String> tags;
    private final Instant at;

    private LatencyFigures(String name, LatencySnapshot latency, Map<String, String> tags, Instant at) {
        this.name = name;
        this.latency = latency;
        this.tags = tags;
        this.at = at;
    }

    /** The figures of one kind of duration, whose names begin with the kind's. */
    static List<Figure> of(String name, LatencySnapshot latency, Map<String, String> tags, Instant at) {
        return new LatencyFigures(name, latency, tags, at).all();
    }

    private List<Figure> all() {
        List<Figure> figures = new ArrayList<>();
        long n = latency.count();
        figures.add(
                Figure.exact(name + ".average", n == 0 ? Double.NaN : latency.sumNanos() / 1e9 / n, n, "s", tags, at));
        for (int percent : PERCENTS) {
            figures.add(quantile(name + ".p" + percent, percent / 100.0));
        }
        figures.add(Figure.exact(name + ".max", latency.maxNanos() / 1e9, n, "s", tags, at));
        for (LatencySnapshot.Threshold threshold : latency.thresholds()) {
            Map<String, String> within = new TreeMap<>(tags);
            within.put("le", Duration.ofNanos(threshold.nanos()).toString());
            figures.add(Figure.of(name + Objective.WITHIN, threshold.rate(), within, at));
        }
        return figures;
    }

    /** A quantile lies inside its bucket for certain: the bucket's bounds are its limits. */
    private Figure quantile(String figure, double q) {
        double nanos = latency.histogram().quantileNanos(q);
        if (Double.isNaN(nanos)) {
            return Figure.exact(figure, Double.NaN, 0, "s", tags, at);
        }
        double value = latency.quantile(q).toNanos();
        double low = value;
        double high = value;
        if (nanos > 0) {
            int index = BucketLayout.index(Math.max(1, Math.round(nanos)));
            low = Math.max(latency.minNanos(), BucketLayout.upperBoundNanos(index - 1));
            high = Math.min(latency.maxNanos(), BucketLayout.upperBoundNanos(index));
        }
        return new Figure(
                figure,
                value / 1e9,
                Math.min(low, value) / 1e9,
                Math.max(high, value) / 1e9,
                latency.count(),
                "s",
                tags,
                at);
    }
}
