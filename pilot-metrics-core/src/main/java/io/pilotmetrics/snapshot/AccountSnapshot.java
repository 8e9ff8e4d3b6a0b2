// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.snapshot;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** What handlers, their cohorts and operations have in common: calls with their outcomes and latency, over a span of time. */
public abstract sealed class AccountSnapshot permits CohortSnapshot, HandlerSnapshot, OperationSnapshot {

    private final String name;
    private final Readings readings;

    AccountSnapshot(String name, Readings readings) {
        this.name = requireNonNull(name, "name");
        this.readings = requireNonNull(readings, "readings");
    }

    /**
     * The account's name.
     *
     * @return as registered
     */
    public String name() {
        return name;
    }

    final Readings readings() {
        return readings;
    }

    /**
     * The time that the counts really cover.
     *
     * @return since registration, or the length of the window as far as it has passed
     */
    public Duration span() {
        return readings.span();
    }

    /**
     * All counters as they are.
     *
     * @return counters by name
     */
    public Counts counts() {
        return readings.counts();
    }

    /**
     * How long the calls took.
     *
     * @return latency of all ended calls
     */
    public LatencySnapshot latency() {
        return readings.latency();
    }

    /**
     * Calls that stand for others of about their duration, with the traces in which they can be looked at: the newest of each
     * {@link Exemplar#range range}, however old it is. Of calls in a span that is sampled, see {@code io.pilotmetrics.CurrentSpan}.
     *
     * <p>They are for whoever looks into one process, and no part of {@link PilotSnapshot#toJson() the JSON form}.
     *
     * @return at most {@value Exemplar#RANGES}, in the order of durations; none in a window, of a cohort, or where no span was current;
     *     unmodifiable
     */
    public List<Exemplar> exemplars() {
        return readings.exemplars();
    }

    /**
     * The calls that ended in one way.
     *
     * @param outcome how they ended
     * @return their number
     */
    public long count(Outcome outcome) {
        return counts().get(Counts.key(outcome));
    }

    /**
     * The calls that ended.
     *
     * @return the sum over all outcomes
     */
    public long callsEnded() {
        return counts().sum(Counts.OUTCOME);
    }

    /**
     * The share of calls that ended in one way.
     *
     * @param outcome how they ended
     * @return the rate over calls ended
     */
    public Rate rate(Outcome outcome) {
        return new Rate(count(outcome), callsEnded());
    }

    /**
     * The share of calls that failed on your side: server errors and cancellations.
     *
     * @return the rate over calls ended
     */
    public Rate errorRate() {
        long cancelled = count(Outcome.CANCELLED);
        return new Rate(count(Outcome.SERVER_ERROR) + cancelled, callsEnded());
    }

    /**
     * The types of exceptions that calls ended with, and those that a batch reported of its events. Refusals are not among them.
     *
     * @return counts by class name; beyond 64 types the rest as {@code other}
     */
    public SortedMap<String, Long> exceptions() {
        return counts().under(Counts.EXCEPTION);
    }

    /**
     * The places where a callback of yours (an extractor, a rule, a classifier) threw, and how often.
     *
     * @return counts by place, for example {@code id} or {@code rule.missing_email}
     */
    public SortedMap<String, Long> instrumentationErrors() {
        return counts().under(Counts.INSTRUMENTATION_ERROR);
    }

    /**
     * What has begun and not yet ended; derived. Never clamped: a negative number is a broken law.
     *
     * @return events in flight of a handler, running calls of an operation
     */
    public final long inFlight() {
        return inFlightAtStart() + arrived() - ended();
    }

    /**
     * What was in flight when this span began.
     *
     * @return 0 for the whole pilot
     */
    public long inFlightAtStart() {
        return readings.inFlightAtStart();
    }

    /**
     * One level at the moment of the reading, for example how old the oldest event in flight is.
     *
     * @param level which
     * @return its value, in the unit that {@link Level} states; empty where it does not apply, and in a window
     */
    public OptionalLong level(Level level) {
        return readings.levels().get(level);
    }

    /**
     * What arrived in each second that was covered.
     *
     * @return events of a handler, calls of an operation, per second; NaN where no time has passed
     */
    public double throughput() {
        return span().isZero() ? Double.NaN : arrived() / (span().toNanos() / 1e9);
    }

    abstract long arrived();

    abstract long ended();

    /**
     * The laws with their numbers. Checked at rest; while events are in flight they can only be stated.
     *
     * @return one entry for each law
     */
    public abstract List<Law> laws();

    /**
     * Everything judgeable here, in the common currency.
     *
     * @param at the time that the figures carry
     * @return rates with their intervals, latency and throughput
     */
    public abstract List<Figure> figures(Instant at);

    final List<Figure> callFigures(Map<String, String> tags, Instant at) {
        List<Figure> figures = new ArrayList<>();
        figures.add(Figure.of("error.rate", errorRate(), tags, at));
        figures.add(Figure.of("client_error.rate", rate(Outcome.CLIENT_ERROR), tags, at));
        figures.add(Figure.of("server_error.rate", rate(Outcome.SERVER_ERROR), tags, at));
        figures.add(Figure.of("cancelled.rate", rate(Outcome.CANCELLED), tags, at));
        figures.addAll(LatencyFigures.of("latency", latency(), tags, at));
        level(Level.OLDEST_IN_FLIGHT).ifPresent(age -> figures.add(oldestInFlight(age, tags, at)));
        double throughput = throughput();
        figures.add(Figure.exact(
                "throughput", throughput, Double.isNaN(throughput) ? 0 : Math.max(1, arrived()), "1/s", tags, at));
        return figures;
    }

    /** Known to a step; where nothing is in flight, no age is an age of zero. */
    private Figure oldestInFlight(long atLeast, Map<String, String> tags, Instant at) {
        double low = atLeast / 1e9;
        double high = inFlight() == 0 ? low : low + Levels.OLDEST_IN_FLIGHT_STEP_NANOS / 1e9;
        return new Figure("in_flight.oldest", low, low, high, Math.max(1, arrived()), "s", tags, at);
    }

    static List<Figure> dispositionFigures(Function<Disposition, Rate> rate, Map<String, String> tags, Instant at) {
        List<Figure> figures = new ArrayList<>();
        for (Disposition disposition :
                List.of(Disposition.DUPLICATE, Disposition.MALFORMED, Disposition.CONFLICTING, Disposition.REFUSED)) {
            String figure = disposition.name().toLowerCase(Locale.ROOT) + ".rate";
            figures.add(Figure.of(figure, rate.apply(disposition), tags, at));
        }
        return figures;
    }

    final Law eventLaw(long received, ToLongFunction<Disposition> count) {
        StringBuilder text = new StringBuilder("received ")
                .append(received)
                .append(atStart())
                .append(" = ");
        for (Disposition disposition : Disposition.values()) {
            text.append(disposition.name().toLowerCase(Locale.ROOT))
                    .append(' ')
                    .append(count.applyAsLong(disposition))
                    .append(" + ");
        }
        long inFlight = inFlight();
        text.append("in flight ").append(inFlight);
        return new Law("event law", status(inFlight <= 0, inFlight == 0), text.toString());
    }

    final Law callLaw(boolean atRest, long eventsSettled) {
        StringBuilder text =
                new StringBuilder("calls ended ").append(callsEnded()).append(" =");
        String sign = " ";
        for (Outcome outcome : Outcome.values()) {
            text.append(sign)
                    .append(outcome.name().toLowerCase(Locale.ROOT))
                    .append(' ')
                    .append(count(outcome));
            sign = " + ";
        }
        text.append(" = latency count ").append(latency().count());
        boolean holds = callsEnded() == latency().count();
        if (eventsSettled >= 0) {
            long carried = counts().get(Counts.CARRIED);
            text.append("; events carried ")
                    .append(carried)
                    .append(" = settled by calls ")
                    .append(eventsSettled);
            holds &= carried == eventsSettled;
        }
        return new Law("call law", status(atRest, holds), text.toString());
    }

    /** The part of a law that only a window has. */
    final String atStart() {
        return inFlightAtStart() == 0 ? "" : " + in flight at start " + inFlightAtStart();
    }

    static Law.Status status(boolean checkable, boolean holds) {
        return !checkable ? Law.Status.NOT_AT_REST : holds ? Law.Status.HOLDS : Law.Status.BROKEN;
    }

    static <S extends AccountSnapshot> Map<Duration, S> copyOfWindows(Map<Duration, S> windows) {
        return Collections.unmodifiableMap(new TreeMap<>(windows));
    }

    final <S> S window(Map<Duration, S> windows, Duration length) {
        S window = windows.get(requireNonNull(length, "length"));
        if (window == null) {
            throw new IllegalArgumentException("\"" + name + "\" has no window of " + length + "; there are "
                    + (windows.isEmpty() ? "none" : windows.keySet()) + ", and the whole pilot");
        }
        return window;
    }

    @Override
    public String toString() {
        return getClass().getSimpleName() + "[" + name + ", " + readings + "]";
    }
}
