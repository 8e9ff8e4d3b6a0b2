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
        return span().minus(dropped).minus(pending).minus(undetermined);
    }

    /** The numbers that this ledger expects at all. */
    private NumberRanges span() {
        return last < first ? NumberRanges.EMPTY : new NumberRanges(List.of(new NumberRanges.Run(first, last)));
    }

    /** The numbers between the spans of two instances, which neither was there to expect. */
    private NumberRanges between(SourceLedger other) {
        NumberRanges both = span().plus(other.span());
        if (both.runs().size() < 2) {
            return NumberRanges.EMPTY;
        }
        long from = both.runs().get(0).last() + 1;
        long to = both.runs().get(1).first() - 1;
        return new NumberRanges(List.of(new NumberRanges.Run(from, to)));
    }

    /**
     * What two instances know of the same source and epoch. A number that either has seen is seen; one that either calls
     * dropped is dropped, since its gap opened there first. Numbers between what both were there to expect, as where one joined
     * in mid-stream after the other had left, are undetermined.
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
        NumberRanges unknown = undetermined
                .plus(other.undetermined)
                .plus(between(other))
                .minus(both)
                .minus(missing)
                .minus(waiting);
        // A count that disagrees with the ranges, a broken law, is carried on rather than mended.
        long apart = (seen - ours.size()) + (other.seen - theirs.size());
        return new SourceLedger(
                source,
                epoch,
                last < first ? other.first : other.last < other.first ? first : Math.min(first, other.first),
                last < first ? other.last : other.last < other.first ? last : Math.max(last, other.last),
                both.size() + apart,
                missing,
                waiting,
                unknown);
    }
}
