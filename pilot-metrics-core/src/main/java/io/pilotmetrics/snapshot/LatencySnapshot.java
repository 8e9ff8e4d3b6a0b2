// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.snapshot;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How long calls took. Count, sum and the calls within each objective's limit are exact; quantiles are at most 1.1 % off.
 *
 * @param histogram the calls by duration
 * @param sumNanos the exact sum in nanoseconds, saturating at {@link Long#MAX_VALUE}
 * @param minNanos the shortest call in nanoseconds; 0 where there is none
 * @param maxNanos the longest call in nanoseconds; 0 where there is none
 * @param extremesExact true where minimum and maximum are exact, as for a whole pilot; false in a window, where they are
 *     the outer bounds of the lowest and the highest bucket
 * @param negative how many calls had a negative duration, which a stepping clock causes; they were recorded as 0
 * @param thresholds for each latency objective how many calls met it, in order of duration
 */
public record LatencySnapshot(
        Histogram histogram,
        long sumNanos,
        long minNanos,
        long maxNanos,
        boolean extremesExact,
        long negative,
        List<Threshold> thresholds) {

    /** No call at all. */
    public static final LatencySnapshot EMPTY = new LatencySnapshot(Histogram.EMPTY, 0, 0, 0, true, 0, List.of());

    /**
     * Calls held against one duration at its exact nanosecond.
     *
     * @param nanos the limit in nanoseconds, inclusive
     * @param met how many calls took no longer
     * @param of of how many; less than all calls where only some of the merged instances had this objective
     */
    public record Threshold(long nanos, long met, long of) {

        /**
         * The share of calls that took no longer.
         *
         * @return the rate; while recording goes on {@code met} is held to {@code of}
         */
        public Rate rate() {
            return Rate.ofRacing(met, of);
        }
    }

    /**
     * Checks and copies its parts.
     *
     * @param histogram the calls by duration
     * @param sumNanos the exact sum in nanoseconds, saturating at {@link Long#MAX_VALUE}
     * @param minNanos the shortest call in nanoseconds; 0 where there is none
     * @param maxNanos the longest call in nanoseconds; 0 where there is none
     * @param extremesExact true where minimum and maximum are exact, as for a whole pilot; false in a window, where they are the outer bounds of the lowest and the highest bucket
     * @param negative how many calls had a negative duration, which a stepping clock causes; they were recorded as 0
     * @param thresholds for each latency objective how many calls met it, in order of duration
     */
    public LatencySnapshot {
        requireNonNull(histogram, "histogram");
        thresholds = List.copyOf(thresholds);
    }

    /**
     * How many calls were timed.
     *
     * @return the count of the histogram
     */
    public long count() {
        return histogram.count();
    }

    /**
     * The mean duration.
     *
     * @return the exact sum over the count; zero where there is no call
     */
    public Duration average() {
        return Duration.ofNanos(count() == 0 ? 0 : Math.round((double) sumNanos / count()));
    }

    /**
     * The median.
     *
     * @return at most 1.1 % off; zero where there is no call
     */
    public Duration p50() {
        return quantile(0.50);
    }

    /**
     * The duration that 95 of 100 calls do not exceed.
     *
     * @return at most 1.1 % off; zero where there is no call
     */
    public Duration p95() {
        return quantile(0.95);
    }

    /**
     * The duration that 99 of 100 calls do not exceed.
     *
     * @return at most 1.1 % off; zero where there is no call
     */
    public Duration p99() {
        return quantile(0.99);
    }

    /**
     * The longest call.
     *
     * @return exact where {@link #extremesExact()}, else the upper bound of the highest bucket; zero where there is no call
     */
    public Duration max() {
        return Duration.ofNanos(maxNanos);
    }

    /**
     * The shortest call.
     *
     * @return exact where {@link #extremesExact()}, else the lower bound of the lowest bucket; zero where there is no call
     */
    public Duration min() {
        return Duration.ofNanos(minNanos);
    }

    /**
     * Any quantile by rank.
     *
     * @param q from 0 to 1
     * @return at most 1.1 % off, inside minimum and maximum; zero where there is no call
     * @throws IllegalArgumentException if {@code q} is outside 0 to 1
     */
    public Duration quantile(double q) {
        double nanos = histogram.quantileNanos(q);
        return Double.isNaN(nanos)
                ? Duration.ZERO
                : Duration.ofNanos(Math.max(minNanos, Math.min(maxNanos, Math.round(nanos))));
    }

    /**
     * The calls that took at most a duration, where a latency objective counts them.
     *
     * @param nanos the limit in nanoseconds
     * @return the threshold; empty where no objective has this limit
     */
    public Optional<Threshold> threshold(long nanos) {
        return thresholds.stream().filter(t -> t.nanos() == nanos).findFirst();
    }

    /**
     * Both together.
     *
     * @param other the other calls
     * @return the sum; its extremes are exact where both are
     */
    public LatencySnapshot plus(LatencySnapshot other) {
        TreeMap<Long, Threshold> sum = new TreeMap<>();
        thresholds.forEach(t -> sum.put(t.nanos(), t));
        other.thresholds.forEach(t ->
                sum.merge(t.nanos(), t, (a, b) -> new Threshold(a.nanos(), a.met() + b.met(), a.of() + b.of())));
        boolean ours = count() > 0;
        boolean theirs = other.count() > 0;
        return new LatencySnapshot(
                histogram.plus(other.histogram),
                saturatedSum(sumNanos, other.sumNanos),
                !theirs ? minNanos : !ours ? other.minNanos : Math.min(minNanos, other.minNanos),
                Math.max(maxNanos, other.maxNanos),
                (extremesExact || !ours) && (other.extremesExact || !theirs),
                negative + other.negative,
                new ArrayList<>(sum.values()));
    }

    /**
     * What was recorded since an earlier state of the same account.
     *
     * @param earlier the earlier state
     * @return the difference; its extremes are bounds of buckets
     */
    public LatencySnapshot minus(LatencySnapshot earlier) {
        Histogram since = histogram.minus(earlier.histogram);
        List<Threshold> difference = new ArrayList<>();
        for (Threshold t : thresholds) {
            Threshold before = earlier.threshold(t.nanos()).orElse(new Threshold(t.nanos(), 0, 0));
            difference.add(new Threshold(t.nanos(), t.met() - before.met(), t.of() - before.of()));
        }
        long lowest = since.count() == 0 || since.zeros() > 0 ? 0 : BucketLayout.upperBoundNanos(since.offset() - 1);
        return new LatencySnapshot(
                since,
                sumNanos == Long.MAX_VALUE ? Long.MAX_VALUE : sumNanos - earlier.sumNanos,
                lowest,
                since.highestBoundNanos(),
                false,
                negative - earlier.negative,
                difference);
    }

    private static long saturatedSum(long a, long b) {
        long sum = a + b;
        return sum < 0 ? Long.MAX_VALUE : sum;
    }
}
