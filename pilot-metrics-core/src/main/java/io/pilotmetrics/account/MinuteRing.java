// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.account;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Two counts for each of the last minutes, received and processed. Thread-safe, lock-free; to add allocates nothing.
 *
 * <p>A minute has its place modulo the number of places. A cell is one long,
 *
 * <pre>
 *   30 bits  the minute, since 1938; 0 where the cell was never used
 *   34 bits  its count
 * </pre>
 *
 * <p>so that one compare-and-set takes a cell over for a newer minute and counts, and no count of the older one can fall into
 * the newer. Cells are on stripes, so that threads that count the same minute seldom meet; a reader adds the cells up that are of
 * the minute that it asks for.
 */
final class MinuteRing {

    static final int RECEIVED = 0;
    static final int PROCESSED = 1;
    private static final int COUNTS = 2;

    private static final int COUNT_BITS = 34;
    private static final long MOST = (1L << COUNT_BITS) - 1;
    private static final long MINUTES = 1L << (Long.SIZE - COUNT_BITS);
    private static final long SINCE_1938 = 1L << 24;

    private static final int MOST_STRIPES = 4;
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private final int places;
    private final AtomicLongArray[] stripes;
    private final int shift;

    /**
     * An empty ring.
     *
     * @param places how many minutes lie between two that share a place
     */
    MinuteRing(int places) {
        this(places, Math.min(MOST_STRIPES, Runtime.getRuntime().availableProcessors()));
    }

    MinuteRing(int places, int stripes) {
        this.places = places;
        this.stripes = new AtomicLongArray[Integer.highestOneBit(stripes)];
        for (int i = 0; i < this.stripes.length; i++) {
            this.stripes[i] = new AtomicLongArray(places * COUNTS);
        }
        this.shift = Long.SIZE - Integer.numberOfTrailingZeros(this.stripes.length);
    }

    /** Counts one for a minute since 1970, unless its place is a newer one's. */
    boolean add(int which, long minute) {
        long tag = minute + SINCE_1938;
        if (tag <= 0 || tag >= MINUTES) {
            return false;
        }
        AtomicLongArray cells = mine();
        int cell = cell(which, minute);
        while (true) {
            long seen = cells.get(cell);
            long seenTag = seen >>> COUNT_BITS;
            if (seenTag > tag) {
                return false;
            }
            if (seenTag == tag && (seen & MOST) == MOST) {
                return true; // full, and stays it
            }
            if (cells.compareAndSet(cell, seen, seenTag == tag ? seen + 1 : (tag << COUNT_BITS) | 1)) {
                return true;
            }
        }
    }

    /** What was counted for a minute; 0 once its place is a newer one's. */
    long get(int which, long minute) {
        long tag = minute + SINCE_1938;
        long sum = 0;
        for (AtomicLongArray cells : stripes) {
            long seen = cells.get(cell(which, minute));
            sum += seen >>> COUNT_BITS == tag ? seen & MOST : 0;
        }
        return sum;
    }

    private int cell(int which, long minute) {
        return (int) Math.floorMod(minute, (long) places) * COUNTS + which;
    }

    private AtomicLongArray mine() {
        return stripes.length == 1
                ? stripes[0]
                : stripes[(int) ((Thread.currentThread().getId() * GOLDEN) >>> shift)];
    }
}
