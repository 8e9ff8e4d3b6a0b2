// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.snapshot;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of one source in one epoch: which arrived, which are missing. A value. Its law: {@code expected = seen + dropped +
 * pending}, where {@code seen} is counted apart from the ranges.
 *
 * <p>A number is the first of these that applies, over all instances that know of it:
 *
 * <ol>
 *   <li>seen: it arrived;
 *   <li>forgotten: an instance may have seen it and does not know, since it was sealed for want of room or came between the
 *       last save and an unplanned end;
 *   <li>dropped: it is missing, and its grace time is over;
 *   <li>pending: it is missing, and may still come;
 *   <li>jumped: left out by a jump, or between what two instances were there to expect.
 * </ol>
 */
public final class SourceLedger {

    private final String source;
    private final long epoch;
    private final long first;
    private final long last;
    private final Arrivals arrivals;
    private final Missing missing;
    private final Tail tail;

    /**
     * What arrived. Over several instances these are sums: each judges by its own order of arrival.
     *
     * @param seen how many distinct numbers; over several instances distinct as well
     * @param outOfOrder how many of them after a higher one
     * @param late how many arrivals came after the grace time of their gap was over, including numbers that were sealed before
     * @param filled how many of them were dropped until then
     */
    public record Arrivals(long seen, long outOfOrder, long late, long filled) {

        Arrivals plus(Arrivals other) {
            return new Arrivals(
                    seen + other.seen, outOfOrder + other.outOfOrder, late + other.late, filled + other.filled);
        }
    }

    /**
     * What did not arrive, or of which nobody knows.
     *
     * @param dropped missing for good, until they arrive late
     * @param pending missing, and still within their grace time
     * @param jumped left out by a jump, and not expected
     * @param forgotten perhaps seen, perhaps not, and not expected; they may lie outside of what the ledger covers, and up to
     *     {@link Long#MAX_VALUE} where nothing has come since an unplanned end
     */
    public record Missing(Gaps dropped, Gaps pending, NumberRanges jumped, NumberRanges forgotten) {

        /** Nothing. */
        public static final Missing NONE = new Missing(Gaps.EMPTY, Gaps.EMPTY, NumberRanges.EMPTY, NumberRanges.EMPTY);

        /**
         * Checks its parts.
         *
         * @param dropped missing for good, until they arrive late
         * @param pending missing, and still within their grace time
         * @param jumped left out by a jump, and not expected
         * @param forgotten perhaps seen, perhaps not, and not expected
         */
        public Missing {
            requireNonNull(dropped, "dropped");
            requireNonNull(pending, "pending");
            requireNonNull(jumped, "jumped");
            requireNonNull(forgotten, "forgotten");
        }
    }

    /**
     * What is known of the end.
     *
     * @param announced the highest number that was announced; negative where none was
     * @param lastSeen the highest number that arrived; negative where none did
     * @param since when that happened, or arrived where the handler has no {@code occurredAt}; null where unknown
     * @param startedAt when the first number arrived; null where none did, or at one of several instances
     * @param unlistedUntil until when an instance that lost its memory, and does not know this source, may have seen numbers of
     *     it; null where there is none
     */
    public record Tail(
            long announced,
            long lastSeen,
            @Nullable Instant since,
            @Nullable Instant startedAt,
            @Nullable Instant unlistedUntil) {

        /** Nothing is known. */
        public static final Tail NONE = new Tail(-1, -1, null, null, null);

        Tail plus(Tail other) {
            Instant reached = lastSeen == other.lastSeen
                    ? earliest(since, other.since)
                    : lastSeen > other.lastSeen ? since : other.since;
            return new Tail(
                    Math.max(announced, other.announced),
                    Math.max(lastSeen, other.lastSeen),
                    reached,
                    startedAt == null || other.startedAt == null ? null : earliest(startedAt, other.startedAt),
                    latest(unlistedUntil, other.unlistedUntil));
        }

        Tail unlistedUntil(@Nullable Instant time) {
            return new Tail(announced, lastSeen, since, startedAt, latest(unlistedUntil, time));
        }

        boolean overtaken() {
            return unlistedUntil != null && (startedAt == null || !startedAt.isAfter(unlistedUntil));
        }

        private static @Nullable Instant earliest(@Nullable Instant a, @Nullable Instant b) {
            return a == null ? b : b == null || a.isBefore(b) ? a : b;
        }

        private static @Nullable Instant latest(@Nullable Instant a, @Nullable Instant b) {
            return a == null ? b : b == null || a.isAfter(b) ? a : b;
        }
    }

    /**
     * A ledger of given parts.
     *
     * @param source the producer that numbers its events
     * @param epoch one life of its numbering
     * @param first the first number that is expected
     * @param last the last number that is expected, announced or seen; {@code first - 1} where none is
     * @param arrivals what arrived
     * @param missing what did not
     * @param tail what is known of the end
     */
    public SourceLedger(
            String source, long epoch, long first, long last, Arrivals arrivals, Missing missing, Tail tail) {
        this.source = requireNonNull(source, "source");
        this.epoch = epoch;
        this.first = first;
        this.last = last;
        this.arrivals = requireNonNull(arrivals, "arrivals");
        this.missing = requireNonNull(missing, "missing");
        this.tail = requireNonNull(tail, "tail");
    }

    /**
     * A ledger of ranges alone: how its numbers arrived, and what is known of its end, is left out.
     *
     * @param source the producer that numbers its events
     * @param epoch one life of its numbering
     * @param first the first number that is expected
     * @param last the last number that is expected, announced or seen; {@code first - 1} where none is
     * @param seen how many distinct numbers arrived
     * @param dropped missing for good, until they arrive late
     * @param pending missing, and still within their grace time
     */
    public SourceLedger(
            String source, long epoch, long first, long last, long seen, NumberRanges dropped, NumberRanges pending) {
        this(
                source,
                epoch,
                first,
                last,
                new Arrivals(seen, 0, 0, 0),
                new Missing(Gaps.of(dropped), Gaps.of(pending), NumberRanges.EMPTY, NumberRanges.EMPTY),
                Tail.NONE);
    }

    /**
     * The producer that numbers its events.
     *
     * @return its name
     */
    public String source() {
        return source;
    }

    /**
     * One life of its numbering. Where events carry none, restarts that were recognised are counted from 0.
     *
     * @return the epoch
     */
    public long epoch() {
        return epoch;
    }

    /**
     * The first number that is expected.
     *
     * @return the number
     */
    public long first() {
        return first;
    }

    /**
     * The last number that is expected, announced or seen.
     *
     * @return the number; {@code first - 1} where none is
     */
    public long last() {
        return last;
    }

    /**
     * How many distinct numbers arrived.
     *
     * @return counted apart from the ranges
     */
    public long seen() {
        return arrivals.seen();
    }

    /**
     * What arrived, and how.
     *
     * @return the counts
     */
    public Arrivals arrivals() {
        return arrivals;
    }

    /** All that did not arrive. */
    Missing missing() {
        return missing;
    }

    /**
     * The numbers that are missing for good, until they arrive late.
     *
     * @return with the times of their neighbours
     */
    public Gaps dropped() {
        return missing.dropped();
    }

    /**
     * The numbers that are missing, and still within their grace time.
     *
     * @return with the times of their neighbours
     */
    public Gaps pending() {
        return missing.pending();
    }

    /**
     * The numbers that a jump left out, which are not expected.
     *
     * @return a set
     */
    public NumberRanges jumped() {
        return missing.jumped();
    }

    /**
     * The numbers that arrived or did not, of which an instance has no memory. They are not expected.
     *
     * @return a set, which may reach beyond {@link #first} and {@link #last}
     */
    public NumberRanges forgotten() {
        return missing.forgotten();
    }

    /**
     * How many numbers nothing can be said about.
     *
     * @return those left out by jumps, and those forgotten up to the last number
     */
    public long unknown() {
        long sum = jumped().size() + forgotten().within(0, last).size();
        return sum < 0 ? Long.MAX_VALUE : sum;
    }

    /**
     * What is known of the end.
     *
     * @return the announced number and the last one seen
     */
    public Tail tail() {
        return tail;
    }

    /**
     * Whether numbers after the last one seen would be missed.
     *
     * @return true where the source has announced what it sent, up to the last number known
     */
    public boolean tailKnown() {
        return tail.announced() >= last;
    }

    /**
     * How many numbers are expected.
     *
     * @return the numbers from {@code first} to {@code last} less those that nothing can be said about
     */
    public long expected() {
        return last
                - first
                + 1
                - jumped().size()
                - forgotten().within(first, last).size();
    }

    /**
     * Whether the source law holds.
     *
     * @return true if {@code expected = seen + dropped + pending}
     */
    public boolean lawHolds() {
        return expected() == seen() + dropped().size() + pending().size();
    }

    /**
     * The numbers that arrived.
     *
     * @return what all that is missing leaves of the numbers from first to last
     */
    public NumberRanges received() {
        return NumberRanges.of(first, last)
                .minus(dropped().numbers())
                .minus(pending().numbers())
                .minus(jumped())
                .minus(forgotten());
    }

    /**
     * What two instances know of the same source and epoch, in the order of the list above. Numbers between what both were there
     * to expect, as where one joined in mid-stream after the other had left, count as jumped. Associative and commutative.
     *
     * @param other the other instance's ledger of the same source and epoch
     * @return the ledger of both
     */
    public SourceLedger plus(SourceLedger other) {
        return LedgerMerge.of(this, other);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SourceLedger ledger
                && source.equals(ledger.source)
                && epoch == ledger.epoch
                && first == ledger.first
                && last == ledger.last
                && arrivals.equals(ledger.arrivals)
                && missing.equals(ledger.missing)
                && tail.equals(ledger.tail);
    }

    @Override
    public int hashCode() {
        return Objects.hash(source, epoch, first, last, arrivals, missing, tail);
    }

    @Override
    public String toString() {
        return "SourceLedger[" + source + " epoch " + epoch + ", " + first + "-" + last + ", " + arrivals + ", "
                + missing + ", " + tail + "]";
    }
}
