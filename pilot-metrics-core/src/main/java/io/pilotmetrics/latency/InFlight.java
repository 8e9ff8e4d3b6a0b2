// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.latency;

import io.pilotmetrics.snapshot.Levels;
import java.util.Arrays;
import java.util.function.IntToLongFunction;

/**
 * For how long the oldest of what is in flight has been so, known to a step of 2.1 seconds. Thread-safe.
 *
 * <p>It wants to be read every few seconds as long as it {@linkplain #remembers remembers} anything, which the ticker does; an age beyond 30
 * seconds is told by what earlier readings saw.
 */
final class InFlight {

    /*
     * Time is cut into steps of 2^31 ns; 16 steps go round in a ring of cells. What begins in a step adds one to the step's cell on the
     * stripe of the thread that begins it, what ends takes one from the same step's cell on the stripe of the thread that ends it. Summed
     * over stripes a cell holds what began in its step and has not ended. That costs two plain additions a call, and no list of calls.
     *
     * Two cells share one long, the odd step's in the upper half: a carry or borrow between them cancels in the sum over stripes.
     *
     * After 34 seconds a step comes round to a cell that may still hold what began long ago. So a reader remembers since which step each
     * cell has held anything. It forgets that only when it sees the cell empty while no step of the cell runs: while one runs, an end may
     * be read whose begin was not, and the two would hide an old call for a moment. The price: a call that begins just when its cell still
     * holds an older one, and outlives it, is taken for the older one.
     */

    /** The logarithm of a step in nanoseconds. */
    private static final int STEP_SHIFT = Long.numberOfTrailingZeros(Levels.OLDEST_IN_FLIGHT_STEP_NANOS);

    private static final int STEPS = 16;

    /** Longs that hold the cells. */
    static final int LONGS = STEPS / 2;

    private static final long NEVER = Long.MIN_VALUE;

    private final long[] heldSince = new long[STEPS]; // guarded by this

    InFlight() {
        Arrays.fill(heldSince, NEVER);
    }

    /** The long that holds the cell of a time on the monotonic clock. */
    static int place(long nanos) {
        return (int) (nanos >> (STEP_SHIFT + 1)) & (LONGS - 1);
    }

    /** One, in the half of its long that is the cell of a time. */
    static long one(long nanos) {
        return 1L << (((nanos >> STEP_SHIFT) & 1) << 5);
    }

    /**
     * For how long at least the oldest has been in flight.
     *
     * @param sums each long of cells, summed over all stripes
     * @param nanos now
     * @return nanoseconds; 0 where nothing is in flight, or has been for less than a step
     */
    synchronized long oldest(IntToLongFunction sums, long nanos) {
        long oldest = 0;
        for (int i = 0; i < LONGS; i++) {
            long both = sums.applyAsLong(i);
            int even = (int) both;
            int odd = (int) ((both - even) >> 32);
            oldest = Math.max(oldest, age(2 * i, even, nanos));
            oldest = Math.max(oldest, age(2 * i + 1, odd, nanos));
        }
        return oldest;
    }

    /** Whether an earlier reading saw something in flight that may be over by now: if so the next one must not be late. */
    synchronized boolean remembers() {
        for (long since : heldSince) {
            if (since != NEVER) {
                return true;
            }
        }
        return false;
    }

    /** How old at least the oldest of a cell is; a cell that is empty has none. */
    private long age(int cell, int count, long nanos) {
        long running = nanos >> STEP_SHIFT;
        long latest = running - ((running - cell) & (STEPS - 1)); // the last step so far that is counted in this cell
        boolean quiet = latest < running - 1;
        if (count <= 0 && quiet) {
            heldSince[cell] = NEVER;
        } else if (count > 0 && heldSince[cell] == NEVER) {
            heldSince[cell] = latest;
        }
        // Of the clock, which may wrap around, only differences count.
        return count > 0 ? nanos - ((heldSince[cell] + 1) << STEP_SHIFT) : 0;
    }
}
