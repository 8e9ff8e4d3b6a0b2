// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.exporters;

import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Durations as the JSON of a snapshot has them: bucket {@code i} holds those in {@code (2^(i/32), 2^((i+1)/32)]} seconds.
 *
 * @param zeros how many were 0
 * @param buckets counts by number of bucket, where there are any
 * @param sumNanos their sum
 * @param minNanos the least
 * @param maxNanos the most
 * @param negative how many were below 0
 * @param within how many were within a limit, by limit in nanoseconds
 */
record Timed(
        long zeros,
        SortedMap<Integer, Long> buckets,
        long sumNanos,
        long minNanos,
        long maxNanos,
        long negative,
        SortedMap<Long, Long> within) {

    static final Timed NONE = new Timed(0, new TreeMap<>(), 0, 0, 0, 0, new TreeMap<>());

    private static final int PER_OCTAVE = 32;
    private static final int MOST_BUCKETS = 160;

    /** Buckets at a lower resolution. */
    record Coarse(int scale, SortedMap<Integer, Long> buckets) {}

    static Timed of(Tree json) {
        SortedMap<Integer, Long> buckets = new TreeMap<>();
        int index = (int) json.get("offset").whole();
        for (Tree count : json.get("buckets").items()) {
            if (count.whole() != 0) {
                buckets.put(index, count.whole());
            }
            index++;
        }
        SortedMap<Long, Long> within = new TreeMap<>();
        json.get("thresholds")
                .items()
                .forEach(limit ->
                        within.put(limit.get("nanos").whole(), limit.get("met").whole()));
        return new Timed(
                json.get("zeros").whole(),
                buckets,
                json.get("sumNanos").whole(),
                json.get("minNanos").whole(),
                json.get("maxNanos").whole(),
                json.get("negative").whole(),
                within);
    }

    long count() {
        return zeros + buckets.values().stream().mapToLong(Long::longValue).sum();
    }

    /** How many ended in the buckets below one, zeros among them. */
    long below(int bucket) {
        return zeros
                + buckets.headMap(bucket).values().stream()
                        .mapToLong(Long::longValue)
                        .sum();
    }

    /** The finest resolution, halved as often as needed, of which no more than 160 buckets lie between first and last. */
    Coarse coarse() {
        int scale = 5;
        SortedMap<Integer, Long> merged = buckets;
        while (!merged.isEmpty() && merged.lastKey() - merged.firstKey() + 1 > MOST_BUCKETS) {
            SortedMap<Integer, Long> halved = new TreeMap<>();
            merged.forEach((bucket, count) -> halved.merge(Math.floorDiv(bucket, 2), count, Long::sum));
            merged = halved;
            scale--;
        }
        return new Coarse(scale, merged);
    }

    /** Counts by upper bound in seconds: 24 half octaves from 2^-9 s, the limits, and all. */
    SortedMap<Double, Long> classic() {
        SortedMap<Double, Long> upTo = new TreeMap<>();
        within.forEach((nanos, met) -> upTo.put(nanos / 1e9, met));
        for (int half = -18; half <= 5; half++) {
            double bound = Math.scalb(half % 2 == 0 ? 1 : Math.sqrt(2), Math.floorDiv(half, 2));
            upTo.put(bound, below(half * PER_OCTAVE / 2));
        }
        upTo.put(Double.POSITIVE_INFINITY, count());
        return upTo;
    }

    /** The geometric middle of the bucket in which the value of rank {@code ceil(q n)} lies, inside of least and most; in seconds. */
    double quantile(double q) {
        long rank = (long) Math.ceil(q * count() - 1e-9);
        if (rank <= zeros) {
            return minNanos / 1e9;
        }
        for (int bucket : buckets.keySet()) {
            if (below(bucket + 1) >= rank) {
                double middle = Math.pow(2, (bucket + 0.5) / PER_OCTAVE);
                return Math.max(minNanos / 1e9, Math.min(maxNanos / 1e9, middle));
            }
        }
        throw new AssertionError("no value of rank " + rank);
    }
}
