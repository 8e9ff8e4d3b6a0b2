// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.examples.quickstart;

import java.util.List;
import java.util.Optional;

/** A histogram in the JSON document of a snapshot: bucket i ends at 2^((i+1)/32) seconds, inclusive. */
record PrometheusDurations(PrometheusJson json) {

    private static final double PER_OCTAVE = 32;
    private static final double ROUNDING = 1e-9;
    private static final double NANOS = 1e9;

    double number(String field) {
        return json.get(field).number();
    }

    /** What a series shows, by the end of its name: one of a classic histogram, or a gauge beside it. */
    double of(String what, String le) {
        return switch (what) {
            case "seconds_count" -> count();
            case "seconds_sum" -> number("sumNanos") / NANOS;
            case "seconds_bucket" -> {
                double bound = PrometheusJson.number(le);
                yield within(bound).orElseGet(() -> upTo(bound));
            }
            case "min_seconds" -> number("minNanos") / NANOS;
            case "max_seconds" -> number("maxNanos") / NANOS;
            default -> throw new AssertionError("nothing says what a histogram's " + what + " is: write a line here");
        };
    }

    double count() {
        return upTo(Double.POSITIVE_INFINITY);
    }

    /** Those within a limit, where it is an objective's. */
    Optional<Double> within(double seconds) {
        return json.get("thresholds").items().stream()
                .filter(threshold -> threshold.get("nanos").number() == Math.round(seconds * NANOS))
                .map(threshold -> threshold.get("met").number())
                .findFirst();
    }

    private double upTo(double seconds) {
        return number("zeros") + between(0, seconds);
    }

    /** All in the buckets that lie between two bounds. */
    double between(double lower, double upper) {
        double found = 0;
        int index = firstIndex();
        for (PrometheusJson bucket : buckets()) {
            boolean above = upperBound(index - 1) >= lower * (1 - ROUNDING);
            if (above && upperBound(index) <= upper * (1 + ROUNDING)) {
                found += bucket.number();
            }
            index++;
        }
        return found;
    }

    /** The quantile: the geometric middle of the bucket that holds the smallest value whose rank is at least q n. */
    double quantile(double q) {
        double rank = Math.ceil(q * count());
        double soFar = number("zeros");
        int index = firstIndex();
        for (PrometheusJson bucket : buckets()) {
            soFar += bucket.number();
            if (soFar >= rank) {
                return Math.pow(2, (index + 0.5) / PER_OCTAVE);
            }
            index++;
        }
        throw new AssertionError("no bucket has rank " + rank);
    }

    private List<PrometheusJson> buckets() {
        return json.get("buckets").items();
    }

    private int firstIndex() {
        return (int) number("offset");
    }

    private static double upperBound(int index) {
        return Math.pow(2, (index + 1) / PER_OCTAVE);
    }
}
