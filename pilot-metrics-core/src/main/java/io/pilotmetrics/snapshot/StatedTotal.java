// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.snapshot;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What the closed windows of one party come to.
 *
 * @param windows how many windows there are
 * @param from where the first begins
 * @param to where the last ends
 * @param theirs what the party counted in them
 * @param ours what was counted here in them
 * @param differing in how many windows the counts differ
 * @param mismatch the sum of their differences without sign
 * @param age how long the first of them that differs has been over; zero where none differs
 * @param drift whether the difference grows
 */
public record StatedTotal(
        int windows,
        Instant from,
        Instant to,
        long theirs,
        long ours,
        int differing,
        long mismatch,
        Duration age,
        Drift drift) {

    /** Of at least one window, in order of time, none of which overlaps another. */
    static StatedTotal of(List<CountDifference> closed) {
        List<CountDifference> differing =
                closed.stream().filter(CountDifference::differs).toList();
        return new StatedTotal(
                closed.size(),
                closed.get(0).statement().from(),
                closed.get(closed.size() - 1).statement().to(),
                sum(closed.stream().mapToLong(each -> each.statement().count()).toArray()),
                sum(closed.stream().mapToLong(CountDifference::ours).toArray()),
                differing.size(),
                sum(differing.stream()
                        .mapToLong(each -> Math.abs(each.difference()))
                        .toArray()),
                differing.isEmpty() ? Duration.ZERO : differing.get(0).age(),
                Drift.of(closed));
    }

    /** A sum that stays at the largest number. */
    private static long sum(long[] counts) {
        long sum = 0;
        for (long count : counts) {
            sum = sum + count < 0 ? Long.MAX_VALUE : sum + count;
        }
        return sum;
    }

    /**
     * How many more they counted than we.
     *
     * @return theirs less ours: above 0 events are missing here, below 0 there
     */
    public long difference() {
        return theirs - ours;
    }

    /**
     * The difference as a share of what they counted. What is missing in one window and too many in another cancel each other.
     *
     * @return from minus infinity to 1; NaN where they counted nothing
     */
    public double share() {
        return theirs == 0 ? Double.NaN : (double) difference() / theirs;
    }

    /**
     * The differences of the windows, without sign, as a share of what they counted.
     *
     * @return 0 or more; NaN where they counted nothing
     */
    public double mismatchShare() {
        return theirs == 0 ? Double.NaN : (double) mismatch / theirs;
    }
}
