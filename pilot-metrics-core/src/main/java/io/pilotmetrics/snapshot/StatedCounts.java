// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.snapshot;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a handler counted by the minute in which events happened, and what was stated of such minutes outside. A value.
 *
 * <p>Of several instances the counts add up by minute, and a statement told to some of them is one; where they were told different counts,
 * the later holds. A window is closed once it is over for the instance that was read first.
 */
public final class StatedCounts {

    private static final Comparator<Statement> ORDER = Comparator.comparing(Statement::party)
            .thenComparing(Statement::kind)
            .thenComparing(Statement::to)
            .thenComparing(Statement::from);

    /** A handler that does not count by minute. */
    public static final StatedCounts NONE =
            new StatedCounts(Instant.MAX, Instant.MAX, Duration.ZERO, new TreeMap<>(), 0, List.of(), 0);

    /**
     * The events of one minute.
     *
     * @param received distinct events that arrived: no repeats
     * @param processed events that were processed, or recovered
     */
    public record Minute(long received, long processed) {

        /** No event. */
        static final Minute EMPTY = new Minute(0, 0);

        Minute plus(Minute other) {
            return new Minute(sum(received, other.received), sum(processed, other.processed));
        }
    }

    /**
     * Who states what.
     *
     * @param party who
     * @param kind what
     */
    public record Voice(String party, Statement.Kind kind) {}

    private final Instant countedFrom;
    private final Instant at;
    private final Duration grace;
    private final SortedMap<Instant, Minute> minutes;
    private final long outside;
    private final List<Statement> statements;
    private final long givenWay;

    /**
     * Counts and statements of one instance.
     *
     * @param countedFrom from when on all events were counted
     * @param at when they were read, wall clock
     * @param grace how long after a window late events are waited for
     * @param minutes the events of each minute that had some, by its begin
     * @param outside events that happened too long ago, or in the future, and are in no minute
     * @param statements what was stated
     * @param givenWay statements that had to go
     */
    public StatedCounts(
            Instant countedFrom,
            Instant at,
            Duration grace,
            SortedMap<Instant, Minute> minutes,
            long outside,
            List<Statement> statements,
            long givenWay) {
        this.countedFrom = requireNonNull(countedFrom, "countedFrom");
        this.at = requireNonNull(at, "at");
        this.grace = requireNonNull(grace, "grace");
        this.minutes = Collections.unmodifiableSortedMap(new TreeMap<>(minutes));
        this.outside = outside;
        this.statements = statements.stream().sorted(ORDER).toList();
        this.givenWay = givenWay;
    }

    /** Sums stay at the largest number. */
    private static long sum(long a, long b) {
        long sum = a + b;
        return sum < 0 ? Long.MAX_VALUE : sum;
    }

    /**
     * From when on all events were counted: since the handler began, and as far back as it counts by minute.
     *
     * @return the begin of a minute
     */
    public Instant countedFrom() {
        return countedFrom;
    }

    /**
     * When this was read, of several instances when the first was.
     *
     * @return wall clock
     */
    public Instant at() {
        return at;
    }

    /**
     * How long after a window late events are waited for.
     *
     * @return zero or more
     */
    public Duration grace() {
        return grace;
    }

    /**
     * The minutes that had events.
     *
     * @return events by the begin of their minute
     */
    public SortedMap<Instant, Minute> minutes() {
        return minutes;
    }

    /**
     * Distinct events that are in no minute: they happened too long ago, or in the future.
     *
     * @return their number
     */
    public long outside() {
        return outside;
    }

    /**
     * What was stated.
     *
     * @return statements by party, kind and the end of their window
     */
    public List<Statement> statements() {
        return statements;
    }

    /**
     * Statements that had to go: the handler no longer counts back to their window, or there were too many.
     *
     * @return their number
     */
    public long givenWay() {
        return givenWay;
    }

    /**
     * The events of a span.
     *
     * @param from where it begins
     * @param to where it ends; no part of it
     * @return their number
     */
    public Minute between(Instant from, Instant to) {
        return minutes.subMap(from, to).values().stream().reduce(Minute.EMPTY, Minute::plus);
    }

    /**
     * Every statement beside our count.
     *
     * @return in the order of the statements
     */
    public List<CountDifference> differences() {
        return statements.stream().map(this::difference).toList();
    }

    private CountDifference difference(Statement statement) {
        Minute ours = between(statement.from(), statement.to());
        Duration age = Duration.between(statement.to(), at);
        return new CountDifference(
                statement,
                statement.kind() == Statement.Kind.SENT ? ours.received() : ours.processed(),
                state(statement),
                age.isNegative() ? Duration.ZERO : age);
    }

    /**
     * Whether a difference from a statement says anything.
     *
     * @param statement the statement
     * @return open until its window and the time for late events are over
     */
    public CountDifference.State state(Statement statement) {
        if (statement.from().isBefore(countedFrom)) {
            return CountDifference.State.UNDETERMINED;
        }
        return Duration.between(statement.to(), at).compareTo(grace) < 0
                ? CountDifference.State.OPEN
                : CountDifference.State.CLOSED;
    }

    /**
     * What each party's closed windows come to. Of windows that overlap, those that end first are taken.
     *
     * @return by party and kind; a party none of whose windows is closed is not there
     */
    public Map<Voice, StatedTotal> totals() {
        Map<Voice, List<CountDifference>> closed = new LinkedHashMap<>();
        for (CountDifference each : differences()) {
            Statement said = each.statement();
            List<CountDifference> kept =
                    closed.computeIfAbsent(new Voice(said.party(), said.kind()), v -> new ArrayList<>());
            boolean apart = kept.isEmpty()
                    || !said.from()
                            .isBefore(kept.get(kept.size() - 1).statement().to());
            if (each.state() == CountDifference.State.CLOSED && apart) {
                kept.add(each);
            }
        }
        Map<Voice, StatedTotal> totals = new LinkedHashMap<>();
        closed.forEach((voice, windows) -> {
            if (!windows.isEmpty()) {
                totals.put(voice, StatedTotal.of(windows));
            }
        });
        return totals;
    }

    List<Figure> figures(String handler, Instant when) {
        List<Figure> figures = new ArrayList<>();
        totals().forEach((voice, total) -> {
            Map<String, String> tags = Map.of(
                    "handler",
                    handler,
                    "party",
                    voice.party(),
                    "kind",
                    voice.kind().name().toLowerCase(java.util.Locale.ROOT));
            figures.add(Figure.exact("statement.difference", total.share(), total.theirs(), "1", tags, when));
            figures.add(Figure.exact("statement.mismatch", total.mismatchShare(), total.theirs(), "1", tags, when));
        });
        return figures;
    }

    /**
     * What two instances know together. Where one of them does not count by minute, nothing can be said of any window.
     *
     * @param other the other instance's
     * @return the sum by minute, and the statements of both
     */
    public StatedCounts plus(StatedCounts other) {
        SortedMap<Instant, Minute> both = new TreeMap<>(minutes);
        other.minutes.forEach((minute, events) -> both.merge(minute, events, Minute::plus));
        Map<Statement, Statement> all = new TreeMap<>(ORDER);
        statements.forEach(statement -> all.merge(statement, statement, Statement::or));
        other.statements.forEach(statement -> all.merge(statement, statement, Statement::or));
        return new StatedCounts(
                countedFrom.isAfter(other.countedFrom) ? countedFrom : other.countedFrom,
                at.isBefore(other.at) ? at : other.at,
                grace.compareTo(other.grace) >= 0 ? grace : other.grace,
                both,
                sum(outside, other.outside),
                new ArrayList<>(all.values()),
                sum(givenWay, other.givenWay));
    }

    /** Whether the handler counts by minute. */
    boolean isPresent() {
        return !equals(NONE);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StatedCounts that
                && countedFrom.equals(that.countedFrom)
                && at.equals(that.at)
                && grace.equals(that.grace)
                && minutes.equals(that.minutes)
                && outside == that.outside
                && statements.equals(that.statements)
                && givenWay == that.givenWay;
    }

    @Override
    public int hashCode() {
        return java.util.Objects.hash(countedFrom, at, grace, minutes, outside, statements, givenWay);
    }

    @Override
    public String toString() {
        return "StatedCounts[" + minutes.size() + " minutes from " + countedFrom + ", outside " + outside + ", "
                + differences() + "]";
    }
}
