// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.snapshot;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A set of whole numbers, held as its runs. A value.
 *
 * @param runs disjoint, not adjacent, in order
 */
public record NumberRanges(List<Run> runs) {

    /** No number. */
    public static final NumberRanges EMPTY = new NumberRanges(List.of());

    /**
     * Successive numbers.
     *
     * @param first the first number
     * @param last the last number, inclusive
     */
    public record Run(long first, long last) {
        /**
         * Checks and copies its parts.
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
         * @return at least 1
         */
        public long size() {
            return last - first + 1;
        }

        @Override
        public String toString() {
            return first == last ? Long.toString(first) : first + "-" + last;
        }
    }

    /**
     * Checks and copies its parts.
     *
     * @param runs disjoint, not adjacent, in order
     */
    public NumberRanges {
        List<Run> joined = new ArrayList<>(runs.size());
        List<Run> ordered = new ArrayList<>(runs);
        ordered.sort(Comparator.comparingLong(Run::first));
        for (Run run : ordered) {
            Run before = joined.isEmpty() ? null : joined.get(joined.size() - 1);
            if (before != null && run.first() <= before.last() + 1) {
                joined.set(joined.size() - 1, new Run(before.first(), Math.max(before.last(), run.last())));
            } else {
                joined.add(run);
            }
        }
        runs = List.copyOf(joined);
    }

    /**
     * How many numbers it has.
     *
     * @return the sum of its runs
     */
    public long size() {
        return runs.stream().mapToLong(Run::size).sum();
    }

    /**
     * The numbers of either.
     *
     * @param other the other set
     * @return the union
     */
    public NumberRanges plus(NumberRanges other) {
        return new NumberRanges(
                Stream.concat(runs.stream(), other.runs.stream()).toList());
    }

    /**
     * The numbers of this set that are not in the other.
     *
     * @param other the other set
     * @return the difference
     */
    public NumberRanges minus(NumberRanges other) {
        List<Run> left = new ArrayList<>();
        int at = 0;
        for (Run run : runs) {
            long from = run.first();
            while (at < other.runs.size() && other.runs.get(at).last() < from) {
                at++;
            }
            for (int i = at; i < other.runs.size() && other.runs.get(i).first() <= run.last(); i++) {
                Run taken = other.runs.get(i);
                if (taken.first() > from) {
                    left.add(new Run(from, taken.first() - 1));
                }
                from = Math.max(from, taken.last() + 1);
            }
            if (from <= run.last()) {
                left.add(new Run(from, run.last()));
            }
        }
        return new NumberRanges(left);
    }

    /** The runs as people write them: {@code 3-7, 12}. */
    @Override
    public String toString() {
        return String.join(", ", runs.stream().map(Run::toString).toList());
    }
}
