// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.latency;

import io.pilotmetrics.snapshot.BucketLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** The stripe of one slot: written by its owner alone, with plain reads and release stores. */
final class OwnedStripe extends Stripe {

    /** The buckets in use, in one piece that grows by whole octaves. Immutable but for the counts. */
    private static final class Buckets {
        static final Buckets NONE = new Buckets(0, 0);

        /** The index of the bucket at {@link Cells#PAD}. */
        final int first;

        final long[] counts;

        Buckets(int first, int size) {
            this.first = first;
            this.counts = new long[size + (size == 0 ? 0 : 2 * Cells.PAD)];
        }

        int size() {
            return Math.max(0, counts.length - 2 * Cells.PAD);
        }
    }

    private static final VarHandle BUCKETS;

    static {
        try {
            BUCKETS = MethodHandles.lookup().findVarHandle(OwnedStripe.class, "buckets", Buckets.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private Buckets buckets = Buckets.NONE; // written by the owner with release, read by others with acquire

    OwnedStripe(int counters, long[] thresholds) {
        super(counters, thresholds);
    }

    @Override
    void addCell(int cell, long by) {
        Cells.addRelease(cells, cell, by);
    }

    @Override
    public void record(long nanos) {
        if (nanos <= 0) {
            recordZero(nanos);
            return;
        }
        long[] own = cells;
        long sum = own[Cells.SUM] + nanos;
        Cells.setRelease(own, Cells.SUM, sum < 0 ? Long.MAX_VALUE : sum);
        extremes(own, nanos);
        int index = BucketLayout.index(nanos);
        Buckets in = buckets;
        int at = index - in.first;
        if (at < 0 || at >= in.counts.length - 2 * Cells.PAD) {
            in = grow(index);
            at = index - in.first;
        }
        Cells.addRelease(in.counts, Cells.PAD + at, 1);
        met(own, nanos);
    }

    private void recordZero(long nanos) {
        long[] own = cells;
        if (nanos < 0) {
            Cells.addRelease(own, Cells.NEGATIVE, 1);
        }
        extremes(own, 0);
        Cells.addRelease(own, Cells.ZEROS, 1);
        met(own, 0);
    }

    private static void extremes(long[] own, long nanos) {
        if (nanos < own[Cells.MIN]) {
            Cells.setRelease(own, Cells.MIN, nanos);
        }
        if (nanos > own[Cells.MAX]) {
            Cells.setRelease(own, Cells.MAX, nanos);
        }
    }

    /** After the bucket, as a reader takes them before it: what met a limit is never more than what was counted. */
    private void met(long[] own, long nanos) {
        long[] limits = thresholds;
        for (int i = limits.length - 1; i >= 0 && nanos <= limits[i]; i--) {
            Cells.addRelease(own, firstThreshold + i, 1);
        }
    }

    /** Only the owner writes, so what it copies cannot change meanwhile; a reader of the old piece reads an earlier state. */
    private Buckets grow(int index) {
        Buckets old = buckets;
        int octave = index & -BucketLayout.BUCKETS_PER_OCTAVE;
        int first = old.size() == 0 ? octave : Math.min(octave, old.first);
        int end = octave + BucketLayout.BUCKETS_PER_OCTAVE;
        end = old.size() == 0 ? end : Math.max(end, old.first + old.size());
        Buckets grown = new Buckets(first, end - first);
        if (old.size() > 0) {
            System.arraycopy(old.counts, Cells.PAD, grown.counts, Cells.PAD + old.first - first, old.size());
        }
        BUCKETS.setRelease(this, grown);
        return grown;
    }

    @Override
    void addBucketsTo(long[] counts) {
        Buckets in = (Buckets) BUCKETS.getAcquire(this);
        for (int i = 0; i < in.size(); i++) {
            long count = Cells.getAcquire(in.counts, Cells.PAD + i);
            if (count != 0) {
                counts[in.first + i - BucketLayout.MIN_INDEX] += count;
            }
        }
    }
}
