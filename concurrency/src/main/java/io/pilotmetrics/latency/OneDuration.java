// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.latency;

import io.pilotmetrics.snapshot.BucketLayout;
import org.openjdk.jcstress.infra.results.III_Result;

/** Two calls of one duration on one stripe, and as little between the readings as can be: what races is a few instructions wide. */
final class OneDuration {

    private static final int LAST_OF_AN_OCTAVE = (BucketLayout.MAX_INDEX & -BucketLayout.BUCKETS_PER_OCTAVE) - 65;
    private static final long NANOS = BucketLayout.upperBoundNanos(LAST_OF_AN_OCTAVE);
    /** For reading without an allocation, which would be the longest part of it; arbiters run beside each other. */
    private static final ThreadLocal<long[]> BUCKETS = ThreadLocal.withInitial(OneDuration::buckets);

    private final Stripe stripe;

    OneDuration(Stripe stripe) {
        this.stripe = stripe;
    }

    static long[] buckets() {
        return new long[BucketLayout.MAX_INDEX - BucketLayout.MIN_INDEX + 1];
    }

    private static int place(long nanos) {
        return BucketLayout.index(nanos) - BucketLayout.MIN_INDEX;
    }

    /** The objective that just holds. */
    static long[] limit() {
        return new long[] {NANOS};
    }

    void record() {
        stripe.record(NANOS);
        stripe.record(NANOS);
    }

    int count() {
        return bits(stripe, NANOS);
    }

    /** How often each duration was recorded, shifted by its place: bits, where it is once or never. */
    static int bits(Stripe stripe, long... durations) {
        long[] buckets = BUCKETS.get();
        for (long nanos : durations) {
            buckets[place(nanos)] = 0;
        }
        stripe.addBucketsTo(buckets);
        int bits = 0;
        for (int i = 0; i < durations.length; i++) {
            bits += (int) buckets[place(durations[i])] << i;
        }
        return bits;
    }

    void read(III_Result seen) {
        long met = stripe.met(0);
        int count = count();
        long sum = stripe.sum();
        long min = stripe.min();
        long max = stripe.max();
        seen.r1 = (met > count ? 1 : 0)
                | (sum < count * NANOS ? 2 : 0)
                | (count > 0 && (min != NANOS || max != NANOS) ? 4 : 0);
        seen.r2 = count;
    }
}
