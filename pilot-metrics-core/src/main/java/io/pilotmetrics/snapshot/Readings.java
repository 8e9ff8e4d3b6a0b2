// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.snapshot;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** What was read of one account for a span of time, a value. Readings of two instances add up. */
public final class Readings {

    private final Duration span;
    private final long inFlightAtStart;
    private final Counts counts;
    private final LatencySnapshot latency;
    private final Levels levels;
    private final LatencySnapshot lateness;
    private final LatencySnapshot age;
    private final StatedCounts stated;
    private final List<Exemplar> exemplars;

    private Readings(
            Duration span,
            long inFlightAtStart,
            Counts counts,
            LatencySnapshot latency,
            Levels levels,
            LatencySnapshot lateness,
            LatencySnapshot age,
            StatedCounts stated,
            List<Exemplar> exemplars) {
        this.span = requireNonNull(span, "span");
        this.inFlightAtStart = inFlightAtStart;
        this.counts = requireNonNull(counts, "counts");
        this.latency = requireNonNull(latency, "latency");
        this.levels = requireNonNull(levels, "levels");
        this.lateness = requireNonNull(lateness, "lateness");
        this.age = requireNonNull(age, "age");
        this.stated = requireNonNull(stated, "stated");
        this.exemplars = exemplars;
    }

    /**
     * Readings since an account began: nothing was in flight then.
     *
     * @param span the time that they cover
     * @param counts the counters
     * @param latency the latency of ended calls
     * @return the readings, without levels
     */
    public static Readings of(Duration span, Counts counts, LatencySnapshot latency) {
        return new Readings(
                span,
                0,
                counts,
                latency,
                Levels.NONE,
                LatencySnapshot.EMPTY,
                LatencySnapshot.EMPTY,
                StatedCounts.NONE,
                List.of());
    }

    /**
     * The same for a span that began in the midst of things.
     *
     * @param begunBefore the events (of an operation, the calls) that were in flight when the span began
     * @return new readings
     */
    public Readings inFlightAtStart(long begunBefore) {
        return new Readings(span, begunBefore, counts, latency, levels, lateness, age, stated, exemplars);
    }

    /**
     * The same with what the account had at the span's end.
     *
     * @param atEnd the levels
     * @return new readings
     */
    public Readings levels(Levels atEnd) {
        return new Readings(span, inFlightAtStart, counts, latency, atEnd, lateness, age, stated, exemplars);
    }

    /**
     * The same with the times of events.
     *
     * @param untilArrival how long before its arrival each event had happened
     * @param untilProcessed how long before it was processed each event had happened
     * @return new readings
     */
    public Readings eventTimes(LatencySnapshot untilArrival, LatencySnapshot untilProcessed) {
        return new Readings(
                span, inFlightAtStart, counts, latency, levels, untilArrival, untilProcessed, stated, exemplars);
    }

    /**
     * The same with what was counted by minute and stated outside.
     *
     * @param byMinute counts and statements
     * @return new readings
     */
    public Readings stated(StatedCounts byMinute) {
        return new Readings(span, inFlightAtStart, counts, latency, levels, lateness, age, byMinute, exemplars);
    }

    /**
     * The same with calls that stand for others.
     *
     * @param ofCalls exemplars; of several in one {@link Exemplar#range range} the newest stays
     * @return new readings
     */
    public Readings exemplars(Collection<Exemplar> ofCalls) {
        return new Readings(
                span, inFlightAtStart, counts, latency, levels, lateness, age, stated, Exemplar.newest(ofCalls));
    }

    /**
     * The time that they cover.
     *
     * @return zero or more
     */
    public Duration span() {
        return span;
    }

    /**
     * What was in flight when the span began.
     *
     * @return events of a handler, calls of an operation
     */
    public long inFlightAtStart() {
        return inFlightAtStart;
    }

    /**
     * The counters.
     *
     * @return counters by name
     */
    public Counts counts() {
        return counts;
    }

    /**
     * How long the calls took.
     *
     * @return latency of the calls that ended in the span
     */
    public LatencySnapshot latency() {
        return latency;
    }

    /**
     * What the account had at the span's end.
     *
     * @return the levels that are known
     */
    public Levels levels() {
        return levels;
    }

    /**
     * How long before its arrival each event had happened.
     *
     * @return empty where the handler knows no event times, and in a window
     */
    public LatencySnapshot lateness() {
        return lateness;
    }

    /**
     * How long before it was processed each event had happened.
     *
     * @return empty where the handler knows no event times, and in a window
     */
    public LatencySnapshot age() {
        return age;
    }

    /**
     * What was counted by minute and stated outside.
     *
     * @return none where the handler does not count by minute, and in a window
     */
    public StatedCounts stated() {
        return stated;
    }

    /**
     * Calls that stand for others.
     *
     * @return at most one of each {@link Exemplar#range range}, in the order of durations; none in a window; unmodifiable
     */
    public List<Exemplar> exemplars() {
        return exemplars;
    }

    /**
     * What two instances read together.
     *
     * @param other the other instance's
     * @return the sum, over the longer span
     */
    public Readings plus(Readings other) {
        List<Exemplar> both = new ArrayList<>(exemplars);
        both.addAll(other.exemplars);
        return new Readings(
                span.compareTo(other.span) >= 0 ? span : other.span,
                inFlightAtStart + other.inFlightAtStart,
                counts.plus(other.counts),
                latency.plus(other.latency),
                levels.plus(other.levels),
                lateness.plus(other.lateness),
                age.plus(other.age),
                stated.plus(other.stated),
                Exemplar.newest(both));
    }

    @Override
    public String toString() {
        return "span=" + span + ", " + counts + ", " + latency.histogram()
                + (levels.asMap().isEmpty() ? "" : ", " + levels);
    }
}
