// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.snapshot;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The missing numbers of one source in one epoch, each with the times of its neighbours: 32 bytes a gap. A value. */
public final class Gaps {

    /** No gap. */
    public static final Gaps EMPTY = new Gaps(new long[0]);

    /** Stands for a time that is not known. */
    public static final long UNKNOWN = Long.MIN_VALUE;

    private static final int FIELDS = 4;

    private final long[] fields; // of each gap in order: first, last, after, before

    private Gaps(long[] fields) {
        this.fields = fields;
    }

    /** Collects gaps in the order of their numbers. Not thread-safe. */
    public static final class Builder {
        private long[] fields = new long[FIELDS];
        private int used;

        /** Nothing yet. */
        public Builder() {}

        /**
         * Adds a gap.
         *
         * @param first its first number, above the last one of the gap before
         * @param last its last number, inclusive
         * @param afterMillis the time of the neighbour below, milliseconds since 1970, or {@link #UNKNOWN}
         * @param beforeMillis the time of the neighbour above, or {@link #UNKNOWN}
         * @throws IllegalArgumentException if it is out of order
         */
        public void add(long first, long last, long afterMillis, long beforeMillis) {
            if (first > last || (used > 0 && first <= fields[used - FIELDS + 1])) {
                throw new IllegalArgumentException("gaps need first <= last and their order, got " + first + " to "
                        + last + (used == 0 ? "" : " after " + fields[used - FIELDS + 1]));
            }
            if (used > 0 // two pieces of one gap
                    && fields[used - 3] == first - 1
                    && fields[used - 2] == afterMillis
                    && fields[used - 1] == beforeMillis) {
                fields[used - 3] = last;
                return;
            }
            if (used == fields.length) {
                fields = Arrays.copyOf(fields, 2 * used);
            }
            fields[used++] = first;
            fields[used++] = last;
            fields[used++] = afterMillis;
            fields[used++] = beforeMillis;
        }

        /**
         * Ends it.
         *
         * @return the gaps that were added
         */
        public Gaps build() {
            return used == 0 ? EMPTY : new Gaps(Arrays.copyOf(fields, used));
        }
    }

    /**
     * Gaps of which no times are known.
     *
     * @param numbers the missing numbers
     * @return a gap for each run
     */
    public static Gaps of(NumberRanges numbers) {
        Builder gaps = new Builder();
        for (NumberRanges.Run run : numbers.runs()) {
            gaps.add(run.first(), run.last(), UNKNOWN, UNKNOWN);
        }
        return gaps.build();
    }

    /**
     * How many gaps there are.
     *
     * @return 0 or more; a gap whose parts have other times counts more than once
     */
    public int count() {
        return fields.length / FIELDS;
    }

    long first(int gap) {
        return fields[FIELDS * gap];
    }

    long last(int gap) {
        return fields[FIELDS * gap + 1];
    }

    long after(int gap) {
        return fields[FIELDS * gap + 2];
    }

    long before(int gap) {
        return fields[FIELDS * gap + 3];
    }

    /** Takes gaps in their order. */
    @FunctionalInterface
    public interface Visitor {
        /**
         * One gap.
         *
         * @param first its first number
         * @param last its last number, inclusive
         * @param afterMillis the time of the neighbour below, milliseconds since 1970, or {@link #UNKNOWN}
         * @param beforeMillis the time of the neighbour above, or {@link #UNKNOWN}
         */
        void gap(long first, long last, long afterMillis, long beforeMillis);
    }

    /**
     * Shows all gaps, without making an object of each.
     *
     * @param visitor takes them in order
     */
    public void forEach(Visitor visitor) {
        for (int gap = 0; gap < count(); gap++) {
            visitor.gap(first(gap), last(gap), after(gap), before(gap));
        }
    }

    /**
     * The highest missing number.
     *
     * @return the number
     * @throws java.util.NoSuchElementException if there is no gap
     */
    public long highest() {
        if (count() == 0) {
            throw new NoSuchElementException("there is no gap");
        }
        return last(count() - 1);
    }

    /**
     * How many numbers are missing.
     *
     * @return the sum of all gaps
     */
    public long size() {
        return numbers().size();
    }

    /**
     * The missing numbers.
     *
     * @return without their times
     */
    public NumberRanges numbers() {
        NumberRanges.Builder numbers = new NumberRanges.Builder(count());
        for (int gap = 0; gap < count(); gap++) {
            numbers.add(first(gap), last(gap));
        }
        return numbers.build();
    }

    /**
     * The gaps with their times.
     *
     * @param epoch what to call their epoch
     * @return in order
     */
    public List<Gap> of(long epoch) {
        return IntStream.range(0, count())
                .mapToObj(gap -> new Gap(epoch, first(gap), last(gap), lower(gap), time(before(gap))))
                .toList();
    }

    /** The time below; unknown where a clock was set back between the neighbours. */
    private @Nullable Instant lower(int gap) {
        boolean reversed = before(gap) != UNKNOWN && after(gap) > before(gap);
        return reversed ? null : time(after(gap));
    }

    private static @Nullable Instant time(long millis) {
        return millis == UNKNOWN ? null : Instant.ofEpochMilli(millis);
    }

    /** What is left of these gaps without some numbers. Where one is cut, the parts keep its times. */
    Gaps minus(NumberRanges numbers) {
        if (fields.length == 0 || numbers.isEmpty()) {
            return this;
        }
        NumberRanges left = numbers().minus(numbers);
        Builder parts = new Builder();
        int gap = 0;
        for (int run = 0; run < left.count(); run++) {
            for (long from = left.first(run); ; ) {
                while (last(gap) < from) {
                    gap++;
                }
                long to = Math.min(last(gap), left.last(run));
                parts.add(from, to, after(gap), before(gap));
                if (to == left.last(run)) {
                    break;
                }
                from = to + 1;
            }
        }
        return parts.build();
    }

    /**
     * The numbers that either misses. Of one that both miss, both neighbours' times hold.
     *
     * @param other other gaps of the same source and epoch
     * @return the union
     */
    public Gaps plus(Gaps other) {
        if (fields.length == 0 || other.fields.length == 0) {
            return fields.length == 0 ? other : this;
        }
        Builder union = new Builder();
        int a = 0;
        int b = 0;
        long from = Math.min(first(0), other.first(0));
        while (a < count() || b < other.count()) {
            boolean inA = a < count() && first(a) <= from;
            boolean inB = b < other.count() && other.first(b) <= from;
            long to = Math.min(
                    a == count() ? Long.MAX_VALUE : inA ? last(a) : first(a) - 1,
                    b == other.count() ? Long.MAX_VALUE : inB ? other.last(b) : other.first(b) - 1);
            if (inA && inB) {
                union.add(from, to, latest(after(a), other.after(b)), earliest(before(a), other.before(b)));
            } else if (inA) {
                union.add(from, to, after(a), before(a));
            } else if (inB) {
                union.add(from, to, other.after(b), other.before(b));
            }
            a += inA && to == last(a) ? 1 : 0;
            b += inB && to == other.last(b) ? 1 : 0;
            from = to + 1;
        }
        return union.build();
    }

    private static long latest(long a, long b) {
        return Math.max(a, b); // an unknown time is the lowest
    }

    private static long earliest(long a, long b) {
        return a == UNKNOWN || b == UNKNOWN ? Math.max(a, b) : Math.min(a, b);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Gaps gaps && Arrays.equals(fields, gaps.fields);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(fields);
    }

    /** The numbers as people write them: {@code 3-7, 12}. */
    @Override
    public String toString() {
        return numbers().toString();
    }
}
