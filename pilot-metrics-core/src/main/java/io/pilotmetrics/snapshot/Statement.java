// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.snapshot;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What somebody outside says that it counted: a producer what it sent, a store what it has.
 *
 * @param party who says so; not blank, at most 100 characters
 * @param kind what it counted
 * @param from where its window begins, a whole minute, by the event's own time
 * @param to where its window ends, a whole minute; it is no part of the window
 * @param count how many events it counted
 * @param toldAt when this was told, wall clock; of two statements on one window the later one holds
 * @param ids what became of the ids that it named, or null where it named none
 */
public record Statement(
        String party,
        Kind kind,
        Instant from,
        Instant to,
        long count,
        Instant toldAt,
        @Nullable Ids ids) {

    private static final int MOST_CHARACTERS = 100;
    private static final long SECONDS = 60;
    private static final Instant EARLIEST = Instant.parse("0000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:00Z");

    /** What was counted outside. */
    public enum Kind {
        /** What a sender sent, held against the distinct events received. */
        SENT,
        /** What a store has, held against the events processed. */
        STORED
    }

    /**
     * How many of the named ids are not known here. In a merged view both are upper bounds: what is missing here another instance may have.
     *
     * @param missing ids that are not known
     * @param undetermined ids that are not known and may have been forgotten
     */
    public record Ids(long missing, long undetermined) {

        boolean isWithin(long count) {
            return missing >= 0 && undetermined >= 0 && missing <= count && undetermined <= count - missing;
        }

        /** What is missing in both views, at most. */
        Ids lesser(Ids other) {
            long least = Math.min(missing, other.missing);
            return new Ids(least, Math.min(missing + undetermined, other.missing + other.undetermined) - least);
        }
    }

    /**
     * Checks its parts.
     *
     * @param party who says so; not blank, at most 100 characters
     * @param kind what it counted
     * @param from where its window begins, a whole minute, by the event's own time
     * @param to where its window ends, a whole minute; it is no part of the window
     * @param count how many events it counted
     * @param toldAt when this was told, wall clock; of two statements on one window the later one holds
     * @param ids what became of the ids that it named, or null where it named none
     * @throws IllegalArgumentException if the party has no fit name, the window is none, or the count is negative
     */
    public Statement {
        requireNonNull(kind, "kind");
        requireNonNull(toldAt, "toldAt");
        if (requireNonNull(party, "party").isBlank() || party.length() > MOST_CHARACTERS) {
            throw new IllegalArgumentException(
                    "a statement needs to say whose it is in 1 to " + MOST_CHARACTERS + " characters, got "
                            + (party.isBlank() ? "none" : party.length()) + "; write for example \"shop\"");
        }
        if (!isWhole(requireNonNull(from, "from")) || !isWhole(requireNonNull(to, "to"))) {
            throw new IllegalArgumentException("a statement of \"" + party + "\" needs a window of whole minutes, got "
                    + from + " to " + to + "; write for example from.truncatedTo(ChronoUnit.MINUTES)");
        }
        if (from.isBefore(EARLIEST) || to.isAfter(LATEST)) {
            throw new IllegalArgumentException(
                    "a statement of \"" + party + "\" needs a window of the years 0 to 9999, got " + from + " to " + to
                            + "; write for example 2026-03-01T10:00:00Z");
        }
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException(
                    "a statement of \"" + party + "\" needs a window that begins before it ends, got " + from + " to "
                            + to + "; write the earlier one first");
        }
        if (count < 0) {
            throw new IllegalArgumentException("a statement of \"" + party + "\" on " + from + " to " + to
                    + " needs a count of 0 or more, got " + count + "; write how many events it counted");
        }
        if (ids != null && !ids.isWithin(count)) {
            throw new IllegalArgumentException("a statement of \"" + party + "\" on " + from + " to " + to + " names "
                    + count + " ids, of which no more can be missing and undetermined, and not fewer than 0");
        }
    }

    private static boolean isWhole(Instant time) {
        return time.getNano() == 0 && Math.floorMod(time.getEpochSecond(), SECONDS) == 0;
    }

    /** Of two statements on one window, the one that holds: the later, of two told at once the greater. */
    Statement or(Statement other) {
        int order = toldAt.compareTo(other.toldAt);
        Statement holds = order > 0 || (order == 0 && count >= other.count) ? this : other;
        if (count != other.count || ids == null || other.ids == null) {
            return order == 0 && count == other.count && holds.ids == null ? named(other.ids) : holds;
        }
        return holds.named(ids.lesser(other.ids));
    }

    private Statement named(@Nullable Ids which) {
        return new Statement(party, kind, from, to, count, toldAt, which == null ? ids : which);
    }
}
