// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.prometheus;

import io.pilotmetrics.snapshot.Histogram;
import io.pilotmetrics.snapshot.LatencySnapshot;
import io.pilotmetrics.snapshot.LatencySnapshot.Threshold;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.LongStream;

/** The oracle: a list of durations, counted by whole-number comparison with the bounds and nothing else. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Observed(long... nanos) {

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

    /** The counts by Prometheus's bucket number, bucket i being {@code (2^((i - 1) / 2^scale), 2^(i / 2^scale)]} seconds. */
    SortedMap<Integer, Long> buckets(int scale) {
        TreeMap<Integer, Long> counts = new TreeMap<>();
        for (long duration : nanos) {
            if (duration > 0) {
                int index = (int) Math.floor(Math.log(duration / 1e9) / Math.log(2) * (1 << scale)) - 2;
                while (above(duration, index, scale)) {
                    index++;
                }
                counts.merge(index, 1L, Long::sum);
            }
        }
        return counts;
    }

    /** How many durations are at most {@code 2^(k / 2)} seconds. */
    long upToHalfOctave(int k) {
        return Arrays.stream(nanos).filter(n -> n == 0 || !above(n, k, 1)).count();
    }

    long upTo(long limitNanos) {
        return Arrays.stream(nanos).filter(n -> n <= limitNanos).count();
    }

    long zeros() {
        return upTo(0);
    }

    long sum() {
        return LongStream.of(nanos).sum();
    }

    /** What a recorder would have counted, with an objective at each of the limits. */
    LatencySnapshot latency(long... limits) {
        return latency(Arrays.stream(limits)
                .mapToObj(limit -> new Threshold(limit, upTo(limit), nanos.length))
                .toList());
    }

    LatencySnapshot latency(List<Threshold> thresholds) {
        SortedMap<Integer, Long> counts = buckets(5);
        int first = counts.isEmpty() ? 0 : counts.firstKey();
        long[] dense = new long[counts.isEmpty() ? 0 : counts.lastKey() - first + 1];
        counts.forEach((index, count) -> dense[index - first] = count);
        return new LatencySnapshot(
                Histogram.of(zeros(), first - 1, dense),
                sum(),
                LongStream.of(nanos).min().orElse(0),
                LongStream.of(nanos).max().orElse(0),
                true,
                0,
                thresholds);
    }
}
