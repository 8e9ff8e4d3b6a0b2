// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.latency;

import io.pilotmetrics.snapshot.BucketLayout;
import io.pilotmetrics.snapshot.Histogram;
import io.pilotmetrics.snapshot.LatencySnapshot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts durations in the buckets of {@link BucketLayout}, with exact count, sum, minimum, maximum and, for each latency
 * objective, the calls that met it at the exact nanosecond.
 *
 * <p>Any number of threads may record; recording never blocks and never waits for a reader. A snapshot taken at rest
 * contains every call in all of its figures alike.
 */
public final class LatencyRecorder {

    private static final int PAGE = BucketLayout.BUCKETS_PER_OCTAVE;
    private static final int FIRST_PAGE = BucketLayout.MIN_INDEX >> BucketLayout.SCALE;
    private static final int PAGES = (BucketLayout.MAX_INDEX >> BucketLayout.SCALE) - FIRST_PAGE + 1;

    private final long[] thresholds;
    private final LongAdder[] met;
    private final AtomicReferenceArray<AtomicLongArray> pages = new AtomicReferenceArray<>(PAGES);
    private final LongAdder zeros = new LongAdder();
    private final LongAdder negative = new LongAdder();
    private final LongAccumulator sum = new LongAccumulator(LatencyRecorder::saturated, 0);
    private final LongAccumulator min = new LongAccumulator(Math::min, Long.MAX_VALUE);
    private final LongAccumulator max = new LongAccumulator(Math::max, 0);

    /**
     * A recorder that holds calls against given limits.
     *
     * @param thresholdNanos the limits in nanoseconds, inclusive; repeated ones count once
     */
    public LatencyRecorder(long... thresholdNanos) {
        this.thresholds = Arrays.stream(thresholdNanos).sorted().distinct().toArray();
        this.met = new LongAdder[thresholds.length];
        Arrays.setAll(met, i -> new LongAdder());
    }

    private static long saturated(long a, long b) {
        long sum = a + b;
        return sum < 0 ? Long.MAX_VALUE : sum;
    }

    /**
     * Records how long one call took.
     *
     * @param nanos elapsed time; a negative one is counted as such and recorded as zero
     */
    public void record(long nanos) {
        long elapsed = nanos;
        if (nanos < 0) {
            negative.increment();
            elapsed = 0;
        }
        sum.accumulate(elapsed);
        min.accumulate(elapsed);
        max.accumulate(elapsed);
        if (elapsed == 0) {
            zeros.increment();
        } else {
            int index = BucketLayout.index(elapsed);
            page((index >> BucketLayout.SCALE) - FIRST_PAGE).getAndIncrement(index & (PAGE - 1));
        }
        // After the bucket, as a snapshot reads them before it: what met a limit is never more than what was counted.
        for (int i = thresholds.length - 1; i >= 0 && elapsed <= thresholds[i]; i--) {
            met[i].increment();
        }
    }

    private AtomicLongArray page(int number) {
        AtomicLongArray page = pages.get(number);
        if (page != null) {
            return page;
        }
        pages.compareAndSet(number, null, new AtomicLongArray(PAGE));
        return pages.get(number);
    }

    /**
     * What was recorded so far.
     *
     * @return a value; complete where nothing is being recorded
     */
    public LatencySnapshot snapshot() {
        long[] metNow = Arrays.stream(met).mapToLong(LongAdder::sum).toArray();
        long[] counts = new long[PAGES * PAGE];
        for (int number = 0; number < PAGES; number++) {
            AtomicLongArray page = pages.get(number);
            for (int i = 0; page != null && i < PAGE; i++) {
                counts[number * PAGE + i] = page.get(i);
            }
        }
        Histogram histogram = Histogram.of(zeros.sum(), FIRST_PAGE * PAGE, counts);
        List<LatencySnapshot.Threshold> held = new ArrayList<>(thresholds.length);
        for (int i = 0; i < thresholds.length; i++) {
            held.add(new LatencySnapshot.Threshold(thresholds[i], metNow[i], histogram.count()));
        }
        boolean empty = histogram.count() == 0;
        return new LatencySnapshot(histogram, sum.get(), empty ? 0 : min.get(), max.get(), true, negative.sum(), held);
    }
}
