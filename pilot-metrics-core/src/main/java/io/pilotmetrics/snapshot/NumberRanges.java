// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.snapshot;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A set of whole numbers, held as its runs: 16 bytes each. A value.
 *
 * <p>{@link #plus} and {@link #minus} take time linear in the runs of both.
 */
public final class NumberRanges {

    /** No number. */
    public static final NumberRanges EMPTY = new NumberRanges(new long[0]);

    private final long[] bounds; // first and last of each run, in order, neither overlapping nor adjacent

    /**
     * Successive numbers.
     *
     * @param first the first number
     * @param last the last number, inclusive
     */
    public record Run(long first, long last) {
        /**
         * Checks its parts.
         *
         * @param first the first number
         * @param last the last number, inclusive
         */
        public Run {
            if (first > last) {
                throw new IllegalArgumentException("a run needs first <= last, got " + first + " to " + last);
            }
        }

        /**
         * How many numbers it has.
         *
         * @return at least 1; {@link Long#MAX_VALUE} where it has more than a long holds
         */
        public long size() {
            return NumberRanges.size(first, last);
        }

        @Override
        public String toString() {
            return first == last ? Long.toString(first) : first + "-" + last;
        }
    }

    private NumberRanges(long[] bounds) {
        this.bounds = bounds;
    }

    /**
     * The numbers of some runs.
     *
     * @param runs in any order; they may overlap
     * @return their union
     */
    public static NumberRanges of(Collection<Run> runs) {
        Builder union = new Builder(runs.size());
        runs.stream().sorted(Comparator.comparingLong(Run::first)).forEach(run -> union.add(run.first(), run.last()));
        return union.build();
    }

    /**
     * Successive numbers.
     *
     * @param first the first number
     * @param last the last number, inclusive
     * @return all of them; empty where first is above last
     */
    public static NumberRanges of(long first, long last) {
        return first > last ? EMPTY : new NumberRanges(new long[] {first, last});
    }

    static long size(long first, long last) {
        long size = last - first + 1;
        return size <= 0 ? Long.MAX_VALUE : size;
    }

    /** Puts runs together that come in order of their first numbers. */
    static final class Builder {
        private long[] bounds;
        private int used;

        Builder(int runs) {
            this.bounds = new long[2 * Math.max(1, runs)];
        }

        void add(long first, long last) {
            if (used > 0 && (bounds[used - 1] == Long.MAX_VALUE || first <= bounds[used - 1] + 1)) {
                bounds[used - 1] = Math.max(bounds[used - 1], last);
                return;
            }
            if (used == bounds.length) {
                bounds = Arrays.copyOf(bounds, 2 * used);
            }
            bounds[used++] = first;
            bounds[used++] = last;
        }

        NumberRanges build() {
            return used == 0 ? EMPTY : new NumberRanges(Arrays.copyOf(bounds, used));
        }
    }

    /**
     * Its runs.
     *
     * @return a view, disjoint, not adjacent, in order
     */
    public List<Run> runs() {
        return new AbstractList<>() {
            @Override
            public Run get(int index) {
                return new Run(first(index), last(index));
            }

            @Override
            public int size() {
                return count();
            }
        };
    }

    /** How many runs there are. */
    int count() {
        return bounds.length / 2;
    }

    long first(int run) {
        return bounds[2 * run];
    }

    long last(int run) {
        return bounds[2 * run + 1];
    }

    /**
     * How many numbers it has.
     *
     * @return the sum of its runs; {@link Long#MAX_VALUE} where that is more than a long holds
     */
    public long size() {
        long size = 0;
        for (int run = 0; run < count(); run++) {
            size += size(first(run), last(run));
            if (size < 0) {
                return Long.MAX_VALUE;
            }
        }
        return size;
    }

    /**
     * Whether it has no number.
     *
     * @return true if empty
     */
    public boolean isEmpty() {
        return bounds.length == 0;
    }

    /**
     * Whether it has a number. O(log n).
     *
     * @param number the number
     * @return true if one of the runs holds it
     */
    public boolean contains(long number) {
        int at = Arrays.binarySearch(bounds, number);
        return at >= 0 || (-at - 1) % 2 == 1;
    }

    /**
     * The numbers of either.
     *
     * @param other the other set
     * @return the union
     */
    public NumberRanges plus(NumberRanges other) {
        if (isEmpty() || other.isEmpty()) {
            return isEmpty() ? other : this;
        }
        Builder union = new Builder(count() + other.count());
        int mine = 0;
        int theirs = 0;
        while (mine < count() || theirs < other.count()) {
            if (theirs == other.count() || (mine < count() && first(mine) <= other.first(theirs))) {
                union.add(first(mine), last(mine++));
            } else {
                union.add(other.first(theirs), other.last(theirs++));
            }
        }
        return union.build();
    }

    /**
     * The numbers of this set that are not in the other.
     *
     * @param other the other set
     * @return the difference
     */
    public NumberRanges minus(NumberRanges other) {
        if (isEmpty() || other.isEmpty()) {
            return this;
        }
        Builder left = new Builder(count());
        int at = 0;
        for (int run = 0; run < count(); run++) {
            long from = first(run);
            while (at < other.count() && other.last(at) < from) {
                at++;
            }
            boolean through = false;
            for (int i = at; !through && i < other.count() && other.first(i) <= last(run); i++) {
                if (other.first(i) > from) {
                    left.add(from, other.first(i) - 1);
                }
                through = other.last(i) >= last(run);
                from = through ? from : other.last(i) + 1;
            }
            if (!through) {
                left.add(from, last(run));
            }
        }
        return left.build();
    }

    /**
     * The numbers of this set from one to another.
     *
     * @param from the lowest number, inclusive
     * @param to the highest number, inclusive
     * @return what lies between; nothing where the first is above the second
     */
    public NumberRanges within(long from, long to) {
        if (from > to) {
            return EMPTY;
        }
        Builder inside = new Builder(count());
        for (int run = 0; run < count(); run++) {
            if (last(run) >= from && first(run) <= to) {
                inside.add(Math.max(from, first(run)), Math.min(to, last(run)));
            }
        }
        return inside.build();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NumberRanges ranges && Arrays.equals(bounds, ranges.bounds);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bounds);
    }

    /** The runs as people write them: {@code 3-7, 12}. */
    @Override
    public String toString() {
        return runs().stream().map(Run::toString).collect(Collectors.joining(", "));
    }
}
