// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.otel;

import io.pilotmetrics.snapshot.Histogram;
import io.pilotmetrics.snapshot.LatencySnapshot;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.LongStream;

/** The oracle: a list of durations, counted by whole-number comparison with the bounds and nothing else. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Durations(long... nanos) {

    private static final BigInteger SECOND = BigInteger.valueOf(1_000_000_000L);

    /** {@code nanos > 10^9 * 2^(k / 2^scale)}, both sides raised to the power {@code 2^scale}. */
    private static boolean above(long nanos, int k, int scale) {
        int power = 1 << scale;
        BigInteger left = BigInteger.valueOf(nanos).pow(power);
        BigInteger right = SECOND.pow(power);
        return k >= 0
                ? left.compareTo(right.shiftLeft(k)) > 0
                : left.shiftLeft(-k).compareTo(right) > 0;
    }

    /** The counts by bucket number, bucket i being {@code (2^(i / 2^scale), 2^((i + 1) / 2^scale)]} seconds. */
    SortedMap<Integer, Long> buckets(int scale) {
        TreeMap<Integer, Long> counts = new TreeMap<>();
        for (long duration : nanos) {
            if (duration > 0) {
                int index = (int) Math.floor(Math.log(duration / 1e9) / Math.log(2) * (1 << scale)) - 2;
                while (above(duration, index + 1, scale)) {
                    index++;
                }
                counts.merge(index, 1L, Long::sum);
            }
        }
        return counts;
    }

    long zeros() {
        return Arrays.stream(nanos).filter(n -> n == 0).count();
    }

    long sum() {
        return LongStream.of(nanos).sum();
    }

    long min() {
        return LongStream.of(nanos).min().orElse(0);
    }

    long max() {
        return LongStream.of(nanos).max().orElse(0);
    }

    /** What a recorder would have counted. */
    LatencySnapshot latency() {
        SortedMap<Integer, Long> counts = buckets(5);
        int offset = counts.isEmpty() ? 0 : counts.firstKey();
        long[] dense = new long[counts.isEmpty() ? 0 : counts.lastKey() - offset + 1];
        counts.forEach((index, count) -> dense[index - offset] = count);
        return new LatencySnapshot(Histogram.of(zeros(), offset, dense), sum(), min(), max(), true, 0, List.of());
    }
}
