// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.latency;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** Access to an array of counters in the two ways that there are, and the places of those that every stripe has. */
final class Cells {

    /** Unused longs at both ends, so that no neighbour in memory shares a cache line of 64 bytes. */
    static final int PAD = 8;

    static final int SUM = PAD;
    static final int MIN = PAD + 1;
    static final int MAX = PAD + 2;
    static final int ZEROS = PAD + 3;
    static final int NEGATIVE = PAD + 4;

    /** The first of the longs that {@link InFlight} reads. */
    static final int IN_FLIGHT = PAD + 5;

    /** The first of the caller's counters; the thresholds follow them. */
    static final int FIRST = IN_FLIGHT + InFlight.LONGS;

    private static final VarHandle LONGS = MethodHandles.arrayElementVarHandle(long[].class);

    private Cells() {}

    static long[] create(int counters, int thresholds) {
        long[] cells = new long[FIRST + counters + thresholds + PAD];
        cells[MIN] = Long.MAX_VALUE;
        return cells;
    }

    /** For the one thread that writes: what it wrote before, or the owner before it whose end it has seen. */
    static void addRelease(long[] cells, int at, long by) {
        LONGS.setRelease(cells, at, cells[at] + by);
    }

    /** For the one thread that writes. */
    static void setRelease(long[] cells, int at, long value) {
        LONGS.setRelease(cells, at, value);
    }

    /** For any thread. */
    static long addAtomic(long[] cells, int at, long by) {
        return (long) LONGS.getAndAdd(cells, at, by) + by;
    }

    static boolean compareAndSet(long[] cells, int at, long expected, long value) {
        return LONGS.compareAndSet(cells, at, expected, value);
    }

    /** For a reader: pairs with both ways of writing. */
    static long getAcquire(long[] cells, int at) {
        return (long) LONGS.getAcquire(cells, at);
    }
}
