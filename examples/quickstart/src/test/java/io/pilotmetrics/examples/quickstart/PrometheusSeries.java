// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.examples.quickstart;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * A series as the server's API gives it.
 *
 * @param name the metric; empty for an expression
 * @param target the {@code instance} that was scraped
 * @param labels the others, without those that the server adds
 * @param points its samples in order of time
 * @param histograms those of a native histogram
 */
record PrometheusSeries(
        String name, String target, SortedMap<String, String> labels, List<Point> points, List<Histogram> histograms) {

    /** One sample; the time in seconds since 1970. */
    record Point(double at, double value) {}

    /** One sample of a native histogram, with the buckets that hold something. */
    record Histogram(double at, double count, double sum, List<Bucket> buckets) {}

    /** The upper bound is inclusive, for what is above 0. */
    record Bucket(double lower, double upper, double count) {

        boolean holds(double seconds) {
            return lower < seconds && seconds <= upper;
        }
    }

    /** Reads the {@code data} of an answer. */
    static List<PrometheusSeries> read(PrometheusJson data) {
        return data.get("result").items().stream().map(PrometheusSeries::series).toList();
    }

    private static PrometheusSeries series(PrometheusJson result) {
        SortedMap<String, String> labels = new TreeMap<>();
        result.get("metric").fields().forEach((key, value) -> labels.put(key, value.text()));
        String name = labels.getOrDefault("__name__", "");
        String target = labels.getOrDefault("instance", "");
        labels.keySet().removeAll(List.of("__name__", "instance", "job"));
        List<Point> points = pairs(result, "value", "values").stream()
                .map(pair -> new Point(pair.item(0).number(), pair.item(1).number()))
                .toList();
        List<Histogram> histograms = pairs(result, "histogram", "histograms").stream()
                .map(pair -> histogram(pair.item(0).number(), pair.item(1)))
                .toList();
        return new PrometheusSeries(name, target, labels, points, histograms);
    }

    private static List<PrometheusJson> pairs(PrometheusJson result, String one, String many) {
        if (result.has(one)) {
            return List.of(result.get(one));
        }
        return result.has(many) ? result.get(many).items() : List.of();
    }

    private static Histogram histogram(double at, PrometheusJson histogram) {
        List<Bucket> buckets = new ArrayList<>();
        if (histogram.has("buckets")) {
            for (PrometheusJson bucket : histogram.get("buckets").items()) {
                buckets.add(new Bucket(
                        bucket.item(1).number(),
                        bucket.item(2).number(),
                        bucket.item(3).number()));
            }
        }
        return new Histogram(
                at, histogram.get("count").number(), histogram.get("sum").number(), buckets);
    }

    /** An expression's result, under the name of the metric that it is of. */
    PrometheusSeries named(String metric) {
        return new PrometheusSeries(metric, target, labels, points, histograms);
    }

    /** A native histogram's count or sum, as the series that a classic one has of it. */
    PrometheusSeries of(String suffix, ToDoubleFunction<Histogram> part) {
        List<Point> parts = histograms.stream()
                .map(histogram -> new Point(histogram.at(), part.applyAsDouble(histogram)))
                .toList();
        return new PrometheusSeries(name + suffix, target, labels, parts, List.of());
    }

    String label(String key) {
        String value = labels.get(key);
        if (value == null) {
            throw new AssertionError(this + " has no label " + key);
        }
        return value;
    }

    /** The latest sample. */
    double value() {
        return points.get(points.size() - 1).value();
    }

    @Override
    public String toString() {
        return name + labels;
    }
}
