// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.snapshot;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * The numbers of one source in one epoch: which arrived, which are missing. Its law: {@code expected = seen + dropped +
 * pending}, where {@code seen} is counted apart from the ranges.
 *
 * @param source the producer that numbers its events
 * @param epoch one life of its numbering
 * @param first the first number that is expected
 * @param last the last number that is expected, announced or seen; {@code first - 1} where none is
 * @param seen how many distinct numbers arrived
 * @param dropped the numbers that are missing for good, until they arrive late
 * @param pending the numbers that are missing, and still within their grace time
 * @param undetermined the numbers that a jump left out, which are not expected
 */
public record SourceLedger(
        String source,
        long epoch,
        long first,
        long last,
        long seen,
        NumberRanges dropped,
        NumberRanges pending,
        NumberRanges undetermined) {

    /**
     * Checks and copies its parts.
     *
     * @param source the producer that numbers its events
     * @param epoch one life of its numbering
     * @param first the first number that is expected
     * @param last the last number that is expected, announced or seen; {@code first - 1} where none is
     * @param seen how many distinct numbers arrived
     * @param dropped the numbers that are missing for good, until they arrive late
     * @param pending the numbers that are missing, and still within their grace time
     * @param undetermined the numbers that a jump left out, which are not expected
     */
    public SourceLedger {
        requireNonNull(source, "source");
        requireNonNull(dropped, "dropped");
        requireNonNull(pending, "pending");
        requireNonNull(undetermined, "undetermined");
    }

    /**
     * How many numbers are expected.
     *
     * @return the numbers from {@code first} to {@code last} less the undetermined ones
     */
    public long expected() {
        return last - first + 1 - undetermined.size();
    }

    /**
     * Whether the source law holds.
     *
     * @return true if {@code expected = seen + dropped + pending}
     */
    public boolean lawHolds() {
        return expected() == seen + dropped.size() + pending.size();
    }

    /** The numbers that arrived, as the gaps leave them. */
    private NumberRanges received() {
        if (last < first) {
            return NumberRanges.EMPTY;
        }
        return new NumberRanges(List.of(new NumberRanges.Run(first, last)))
                .minus(dropped)
                .minus(pending)
                .minus(undetermined);
    }

    /**
     * What two instances know of the same source and epoch. A number that either has seen is seen; one that either calls
     * dropped is dropped, since its gap opened there first.
     *
     * @param other the other instance's ledger of the same source and epoch
     * @return the ledger of both
     */
    public SourceLedger plus(SourceLedger other) {
        NumberRanges ours = received();
        NumberRanges theirs = other.received();
        NumberRanges both = ours.plus(theirs);
        NumberRanges missing = dropped.plus(other.dropped).minus(both);
        NumberRanges waiting = pending.plus(other.pending).minus(both).minus(missing);
        NumberRanges unknown =
                undetermined.plus(other.undetermined).minus(both).minus(missing).minus(waiting);
        // A count that disagrees with the ranges, a broken law, is carried on rather than mended.
        long apart = (seen - ours.size()) + (other.seen - theirs.size());
        return new SourceLedger(
                source,
                epoch,
                Math.min(first, other.first),
                Math.max(last, other.last),
                both.size() + apart,
                missing,
                waiting,
                unknown);
    }
}
