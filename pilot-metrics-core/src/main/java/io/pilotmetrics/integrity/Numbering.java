// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.integrity;

/**
 * How a handler's sources number their events.
 *
 * @param first the number that every epoch begins with
 * @param joinMidStream true if an epoch begins with whatever number is seen first
 * @param epochs true if events carry an epoch; else a restart is recognised by the jump back
 * @param bits after 2<sup>bits</sup> - 1 comes 0; 63 where numbers never wrap around
 * @param graceNanos how long a gap stays pending
 * @param reorderDistance a gap is dropped as well once a number so much higher has arrived
 * @param maxGaps how many gaps all sources keep together; one of them at most a quarter of that
 */
public record Numbering(
        long first,
        boolean joinMidStream,
        boolean epochs,
        int bits,
        long graceNanos,
        long reorderDistance,
        int maxGaps) {

    /** Bits of numbers that never wrap around. */
    public static final int UNBOUNDED = 63;

    /** A jump beyond this many numbers is a new numbering rather than a loss: its gap is undetermined. */
    static final long MAX_JUMP = 1_000_000;

    /** Above this there are no numbers, so that a span of them is a number as well. */
    static final long MAX_NUMBER = (1L << 62) - 1;

    boolean wrapsAround() {
        return bits < UNBOUNDED;
    }

    /** The same with another first number. */
    Numbering from(long number) {
        return number == first
                ? this
                : new Numbering(number, joinMidStream, epochs, bits, graceNanos, reorderDistance, maxGaps);
    }

    int maxGapsOfASource() {
        return Math.max(1, maxGaps / 4);
    }

    /** How many of the lowest gaps give way at once. */
    int sealedAtOnce() {
        return Math.max(1, maxGapsOfASource() / 64);
    }

    /**
     * A number as if it had never wrapped around: of all that look like it, the one nearest to the last (RFC 1982). Negative where there is
     * none.
     *
     * @param begun false where there is no last number, so that it is taken as it is
     */
    long extended(long number, long last, boolean begun) {
        if (number > MAX_NUMBER || (wrapsAround() && number >= 1L << bits)) {
            return -1;
        }
        if (!wrapsAround() || !begun) {
            return number;
        }
        long cycle = 1L << bits;
        long ahead = (number - last) & (cycle - 1);
        long extended = ahead <= cycle / 2 ? last + ahead : last + ahead - cycle;
        return extended > MAX_NUMBER ? -1 : extended;
    }
}
