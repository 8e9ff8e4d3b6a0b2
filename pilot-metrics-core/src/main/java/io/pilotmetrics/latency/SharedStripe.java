// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.latency;

import io.pilotmetrics.snapshot.BucketLayout;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** A stripe that any number of threads write to, with atomic additions. */
final class SharedStripe extends Stripe {

    private static final int PAGE = BucketLayout.BUCKETS_PER_OCTAVE;
    private static final int FIRST_PAGE = BucketLayout.MIN_INDEX >> BucketLayout.SCALE;
    private static final long MONTH_NANOS = 1L << 51; // 26 days, of which 4,096 make the longest time that can be told
    private static final int PAGES = (BucketLayout.MAX_INDEX >> BucketLayout.SCALE) - FIRST_PAGE + 1;

    private final AtomicReferenceArray<long[]> pages = new AtomicReferenceArray<>(PAGES);

    SharedStripe(int counters, long[] thresholds) {
        super(counters, thresholds);
    }

    @Override
    void addCell(int cell, long by) {
        Cells.addAtomic(cells, cell, by);
    }

    @Override
    public void record(long nanos) {
        if (nanos < 0) {
            Cells.addAtomic(cells, Cells.NEGATIVE, 1);
        }
        long elapsed = Math.max(0, nanos);
        addToSum(elapsed);
        extremes(elapsed);
        if (elapsed == 0) {
            Cells.addAtomic(cells, Cells.ZEROS, 1);
        } else {
            int index = BucketLayout.index(elapsed);
            Cells.addAtomic(page((index >> BucketLayout.SCALE) - FIRST_PAGE), index & (PAGE - 1), 1);
        }
        // After the bucket, as a reader takes them before it: what met a limit is never more than what was counted.
        for (int i = thresholds.length - 1; i >= 0 && elapsed <= thresholds[i]; i--) {
            Cells.addAtomic(cells, firstThreshold + i, 1);
        }
    }

    /** A sum that went negative has overflowed: it stands for the largest number, and is put there. */
    private void addToSum(long elapsed) {
        // Until it is put there others may add: with a month at most each, thousands of them stay short of the next
        // wrap.
        if (elapsed > MONTH_NANOS || Cells.addAtomic(cells, Cells.SUM, elapsed) < 0) {
            saturate(elapsed > MONTH_NANOS ? elapsed : 0);
        }
    }

    private void saturate(long elapsed) {
        long sum;
        long sumOrFull;
        do {
            sum = Cells.getAcquire(cells, Cells.SUM);
            sumOrFull = sum < 0 || sum + elapsed < 0 ? Long.MAX_VALUE : sum + elapsed;
        } while (!Cells.compareAndSet(cells, Cells.SUM, sum, sumOrFull));
    }

    private void extremes(long elapsed) {
        long min = Cells.getAcquire(cells, Cells.MIN);
        while (elapsed < min && !Cells.compareAndSet(cells, Cells.MIN, min, elapsed)) {
            min = Cells.getAcquire(cells, Cells.MIN);
        }
        long max = Cells.getAcquire(cells, Cells.MAX);
        while (elapsed > max && !Cells.compareAndSet(cells, Cells.MAX, max, elapsed)) {
            max = Cells.getAcquire(cells, Cells.MAX);
        }
    }

    private long[] page(int number) {
        long[] page = pages.getAcquire(number);
        if (page != null) {
            return page;
        }
        long[] fresh = new long[PAGE];
        long[] earlier = pages.compareAndExchange(number, null, fresh);
        return earlier == null ? fresh : earlier;
    }

    @Override
    void addBucketsTo(long[] counts) {
        for (int number = 0; number < PAGES; number++) {
            long[] page = pages.getAcquire(number);
            for (int i = 0; page != null && i < PAGE; i++) {
                long count = Cells.getAcquire(page, i);
                if (count != 0) {
                    counts[(FIRST_PAGE + number) * PAGE + i - BucketLayout.MIN_INDEX] += count;
                }
            }
        }
    }
}
