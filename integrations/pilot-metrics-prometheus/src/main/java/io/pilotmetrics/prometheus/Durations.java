// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.prometheus;

import io.pilotmetrics.export.Sample;
import io.pilotmetrics.snapshot.BucketLayout;
import io.pilotmetrics.snapshot.Histogram;
import io.pilotmetrics.snapshot.LatencySnapshot;
import io.pilotmetrics.snapshot.LatencySnapshot.Threshold;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.Exemplar;
import io.prometheus.metrics.model.snapshots.Exemplars;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.NativeHistogramBuckets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One latency as a native and a classic histogram, both from the same counts, in seconds. */
final class Durations {

    /*
     * A half octave 2^(k/2) s closes the layout's bucket 16k - 1, so its cumulated count is exact. An objective's
     * threshold lies inside a bucket; its count is kept apart and read at another moment, so while recording goes on it may
     * be ahead of the buckets or behind. It is held between what the buckets below its own hold and what they hold
     * together with it: never a negative bucket, and at rest the exact count unchanged.
     */

    static final int MAX_NATIVE_BUCKETS = 160;

    /** The customary width of the zero bucket. It is above 0, since a histogram without buckets would pass for no native one. */
    static final double ZERO_THRESHOLD = 0x1p-128;

    private static final int LOWEST_HALF_OCTAVE = -18;
    private static final int HIGHEST_HALF_OCTAVE = 5;
    private static final int BUCKETS_PER_HALF_OCTAVE = BucketLayout.BUCKETS_PER_OCTAVE / 2;
    private static final double NANOS_PER_SECOND = 1e9;

    private Durations() {}

    static HistogramDataPointSnapshot point(Sample.Durations durations, Labels labels, long createdMillis) {
        LatencySnapshot latency = durations.latency();
        Histogram.Scaled scaled = latency.histogram().downscale(MAX_NATIVE_BUCKETS);
        HistogramDataPointSnapshot.Builder point = HistogramDataPointSnapshot.builder()
                .nativeSchema(scaled.scale())
                .nativeZeroCount(latency.histogram().zeros())
                .nativeZeroThreshold(ZERO_THRESHOLD)
                .nativeBucketsForPositiveValues(nativeBuckets(scaled))
                .classicHistogramBuckets(classicBuckets(latency));
        point.sum(latency.sumNanos() / NANOS_PER_SECOND);
        point.exemplars(exemplars(durations.exemplars()));
        point.createdTimestampMillis(createdMillis);
        point.labels(labels);
        return point.build();
    }

    /** The formats take one for each bucket; of several in its range client_java writes the newest. */
    private static Exemplars exemplars(List<io.pilotmetrics.snapshot.Exemplar> ofCalls) {
        return Exemplars.of(ofCalls.stream()
                .map(each -> Exemplar.builder()
                        .value(each.durationNanos() / NANOS_PER_SECOND)
                        .timestampMillis(each.at().toEpochMilli())
                        .traceId(each.traceId())
                        .spanId(each.spanId())
                        .build())
                .toList());
    }

    private static NativeHistogramBuckets nativeBuckets(Histogram.Scaled scaled) {
        NativeHistogramBuckets.Builder buckets = NativeHistogramBuckets.builder();
        long[] counts = scaled.counts();
        for (int at = 0; at < counts.length; at++) {
            if (counts[at] != 0) {
                // Prometheus numbers a bucket by its upper bound, OpenTelemetry by its lower one.
                buckets.bucket(scaled.offset() + at + 1, counts[at]);
            }
        }
        return buckets.build();
    }

    private static ClassicHistogramBuckets classicBuckets(LatencySnapshot latency) {
        Histogram histogram = latency.histogram();
        TreeMap<Double, Long> upTo = new TreeMap<>();
        for (Threshold threshold : latency.thresholds()) {
            upTo.put(threshold.nanos() / NANOS_PER_SECOND, held(threshold, histogram));
        }
        for (int k = LOWEST_HALF_OCTAVE; k <= HIGHEST_HALF_OCTAVE; k++) {
            int index = k * BUCKETS_PER_HALF_OCTAVE - 1;
            upTo.put(BucketLayout.upperBoundSeconds(index), histogram.countUpTo(index));
        }
        upTo.put(Double.POSITIVE_INFINITY, histogram.count());

        ClassicHistogramBuckets.Builder buckets = ClassicHistogramBuckets.builder();
        long below = 0;
        for (Map.Entry<Double, Long> bound : upTo.entrySet()) {
            // Two thresholds inside one bucket may have been read at different moments.
            long count = Math.max(below, bound.getValue());
            buckets.bucket(bound.getKey(), count - below);
            below = count;
        }
        return buckets.build();
    }

    private static long held(Threshold threshold, Histogram histogram) {
        int index = BucketLayout.index(threshold.nanos());
        return Math.max(histogram.countUpTo(index - 1), Math.min(histogram.countUpTo(index), threshold.met()));
    }
}
