// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.latency;

import io.pilotmetrics.snapshot.BucketLayout;
import io.pilotmetrics.snapshot.Histogram;
import io.pilotmetrics.snapshot.LatencySnapshot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.ToLongFunction;

/**
 * The counters and the latency of one account: a histogram in the buckets of {@link BucketLayout} with exact count, sum, minimum
 * and maximum, the calls that met each latency objective at its exact nanosecond, and any number of plain counters.
 *
 * <p>Guarantees:
 *
 * <ol>
 *   <li>Any number of threads may record, of any kind. Recording takes O(1), never blocks, never waits for a reader, and
 *       allocates only when a thread or an octave of durations is new.
 *   <li>Nothing is lost: at rest a snapshot holds every call and every count exactly.
 *   <li>Snapshots never block or slow a recorder. What one has seen, a later one sees too.
 *   <li>If a reader sees a count, it sees in what it reads <em>afterwards</em> all that the counting thread had written before, and
 *       all that had been handed to that thread by others. So a reader that takes dispositions before received never sees more
 *       dispositions than received.
 * </ol>
 *
 * <p>Why 4 holds: a platform thread owns a slot, and with it one stripe of each recorder, which it alone writes with release
 * stores; all other threads share stripes, which they write with atomic additions; a reader loads with acquire. A release store
 * that an acquire load has read from orders everything before the one before everything after the other (JLS 17.4.5 with the
 * access modes of {@link java.lang.invoke.VarHandle}), whichever the cells. An event that goes from one thread to another passes a
 * happens-before edge of its own on the way. A slot changes hands only after its owner has ended, which is such an edge, too.
 */
public final class Recorder {

    static {
        // Here, and not by the first who records, perhaps at the end of the user's stack: a class whose loading fails
        // is lost for good.
        for (Stripe stripe : List.of(new OwnedStripe(1, new long[0]), new SharedStripe(1, new long[0]))) {
            stripe.begin(0, 0);
            stripe.record(1);
            stripe.over(0, 0);
        }
    }

    private final int counters;
    private final long[] thresholds;
    private final AtomicReferenceArray<OwnedStripe> owned = new AtomicReferenceArray<>(Slots.OWNED);
    private final AtomicReferenceArray<SharedStripe> shared = new AtomicReferenceArray<>(Slots.SHARED);
    private final InFlight inFlight = new InFlight();

    /**
     * An empty recorder.
     *
     * @param counters how many plain counters it has
     * @param thresholdNanos the limits of the latency objectives in nanoseconds, inclusive; repeated ones count once
     */
    public Recorder(int counters, long... thresholdNanos) {
        this.counters = counters;
        this.thresholds = Arrays.stream(thresholdNanos).sorted().distinct().toArray();
    }

    /**
     * The stripe to write to. Valid on this thread, for as long as it lives.
     *
     * @return the current thread's own, or one that it shares
     */
    public Stripe mine() {
        int slot = Slots.mine();
        if (slot >= 0) {
            // Written by this thread, or by an owner whose end it has seen: a plain read finds it.
            OwnedStripe stripe = owned.getPlain(slot);
            return stripe != null ? stripe : openOwned(slot);
        }
        SharedStripe stripe = shared.getAcquire(-1 - slot);
        return stripe != null ? stripe : openShared(-1 - slot);
    }

    private Stripe openOwned(int slot) {
        OwnedStripe stripe = new OwnedStripe(counters, thresholds);
        owned.setRelease(slot, stripe);
        return stripe;
    }

    private Stripe openShared(int index) {
        SharedStripe fresh = new SharedStripe(counters, thresholds);
        SharedStripe earlier = shared.compareAndExchange(index, null, fresh);
        return earlier == null ? fresh : earlier;
    }

    private long sum(ToLongFunction<Stripe> value) {
        long sum = 0;
        for (int i = 0; i < owned.length(); i++) {
            Stripe stripe = owned.getAcquire(i);
            sum += stripe == null ? 0 : value.applyAsLong(stripe);
        }
        for (int i = 0; i < shared.length(); i++) {
            Stripe stripe = shared.getAcquire(i);
            sum += stripe == null ? 0 : value.applyAsLong(stripe);
        }
        return sum;
    }

    /**
     * One counter.
     *
     * @param counter its number
     * @return its count over all stripes
     */
    public long get(int counter) {
        return sum(stripe -> stripe.get(counter));
    }

    /**
     * The sum of some counters, which changes when any of them does.
     *
     * @param first the first one
     * @param end the one after the last
     * @return their sum over all stripes
     */
    public long sum(int first, int end) {
        return sum(stripe -> {
            long sum = 0;
            for (int counter = first; counter < end; counter++) {
                sum += stripe.get(counter);
            }
            return sum;
        });
    }

    /**
     * For how long at least the oldest that began on a stripe and is not over has been in flight.
     *
     * @param nanos now
     * @return nanoseconds, less than {@link io.pilotmetrics.snapshot.Levels#OLDEST_IN_FLIGHT_STEP_NANOS} below the truth; 0 where nothing is in
     *     flight
     */
    public long oldestInFlight(long nanos) {
        return inFlight.oldest(place -> sum(stripe -> stripe.inFlight(place)), nanos);
    }

    /**
     * Keeps the age of the oldest in flight right while nobody asks for it. To be called every few seconds.
     *
     * @param nanos now
     */
    public void idle(long nanos) {
        if (inFlight.remembers()) {
            oldestInFlight(nanos);
        }
    }

    /**
     * What was timed so far.
     *
     * @return a value; complete where nothing is being recorded
     */
    public LatencySnapshot latency() {
        long[] met = new long[thresholds.length];
        Arrays.setAll(met, i -> sum(stripe -> stripe.met(i)));
        long[] buckets = new long[BucketLayout.MAX_INDEX - BucketLayout.MIN_INDEX + 1];
        Totals totals = new Totals();
        for (int i = 0; i < owned.length(); i++) {
            totals.add(owned.getAcquire(i), buckets);
        }
        for (int i = 0; i < shared.length(); i++) {
            totals.add(shared.getAcquire(i), buckets);
        }
        Histogram histogram = Histogram.of(totals.zeros, BucketLayout.MIN_INDEX, buckets);
        List<LatencySnapshot.Threshold> held = new ArrayList<>(thresholds.length);
        for (int i = 0; i < thresholds.length; i++) {
            held.add(new LatencySnapshot.Threshold(thresholds[i], met[i], histogram.count()));
        }
        boolean empty = histogram.count() == 0;
        return new LatencySnapshot(
                histogram, totals.sum, empty ? 0 : totals.min, totals.max, true, totals.negative, held);
    }

    /** The exact figures beside the buckets, over stripes. */
    private static final class Totals {
        private long sum;
        private long min = Long.MAX_VALUE;
        private long max;
        private long zeros;
        private long negative;

        void add(@org.jspecify.annotations.Nullable Stripe stripe, long[] buckets) {
            if (stripe == null) {
                return;
            }
            stripe.addBucketsTo(buckets);
            zeros += stripe.zeros();
            negative += stripe.negative();
            long both = sum + stripe.sum();
            sum = both < 0 ? Long.MAX_VALUE : both;
            min = Math.min(min, stripe.min());
            max = Math.max(max, stripe.max());
        }
    }
}
