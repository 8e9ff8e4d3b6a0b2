// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.latency;

/** One thread's, or several threads', share of a recorder. Only {@link Recorder#mine()} gives the right one to write to. */
public abstract sealed class Stripe permits OwnedStripe, SharedStripe {

    /** The limits of the latency objectives, ascending. */
    final long[] thresholds;

    /** Where the calls that met them are counted. */
    final int firstThreshold;

    final long[] cells;

    Stripe(int counters, long[] thresholds) {
        this.thresholds = thresholds;
        this.firstThreshold = Cells.FIRST + counters;
        this.cells = Cells.create(counters, thresholds.length);
    }

    /**
     * Counts one more.
     *
     * @param counter the counter's number
     */
    public final void count(int counter) {
        add(counter, 1);
    }

    /**
     * Counts several more.
     *
     * @param counter the counter's number
     * @param by how many
     */
    public final void add(int counter, long by) {
        addCell(Cells.FIRST + counter, by);
    }

    /**
     * Counts one more that begins: it is in flight until {@link #over}.
     *
     * @param counter the counter's number
     * @param nanos when it began, on the monotonic clock
     */
    public final void begin(int counter, long nanos) {
        addCell(Cells.IN_FLIGHT + InFlight.place(nanos), InFlight.one(nanos));
        add(counter, 1);
    }

    /**
     * Counts one more that is over: it is in flight no longer.
     *
     * @param counter the counter's number
     * @param nanos when it began, as it was told to {@link #begin}, on this stripe or another
     */
    public final void over(int counter, long nanos) {
        addCell(Cells.IN_FLIGHT + InFlight.place(nanos), -InFlight.one(nanos));
        add(counter, 1);
    }

    abstract void addCell(int cell, long by);

    /**
     * Records how long one call took.
     *
     * @param nanos elapsed time; a negative one is counted as such and recorded as zero
     */
    public abstract void record(long nanos);

    /** Adds what the buckets hold to an array that begins with {@link io.pilotmetrics.snapshot.BucketLayout#MIN_INDEX}. */
    abstract void addBucketsTo(long[] counts);

    final long get(int counter) {
        return Cells.getAcquire(cells, Cells.FIRST + counter);
    }

    final long met(int threshold) {
        return Cells.getAcquire(cells, firstThreshold + threshold);
    }

    final long inFlight(int place) {
        return Cells.getAcquire(cells, Cells.IN_FLIGHT + place);
    }

    /** A sum that has overflowed stands for the largest number. */
    final long sum() {
        long sum = Cells.getAcquire(cells, Cells.SUM);
        return sum < 0 ? Long.MAX_VALUE : sum;
    }

    final long min() {
        return Cells.getAcquire(cells, Cells.MIN);
    }

    final long max() {
        return Cells.getAcquire(cells, Cells.MAX);
    }

    final long zeros() {
        return Cells.getAcquire(cells, Cells.ZEROS);
    }

    final long negative() {
        return Cells.getAcquire(cells, Cells.NEGATIVE);
    }
}
