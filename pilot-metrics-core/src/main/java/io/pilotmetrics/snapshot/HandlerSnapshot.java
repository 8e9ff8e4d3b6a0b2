// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.snapshot;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a handler counted: events by disposition, calls by outcome, and the numbers that are missing. */
public final class HandlerSnapshot extends AccountSnapshot {

    static final String DROPPED_RATE = "dropped.rate";

    private final LedgerSnapshot ledger;
    private final Map<Duration, HandlerSnapshot> windows;
    private final SortedMap<String, CohortSnapshot> cohorts;
    private final SampleRatio sampleRatio;

    /**
     * A snapshot of given readings.
     *
     * @param name the handler's name
     * @param readings its counters, latency and levels
     * @param ledger the numbers of all sources; empty for a window
     * @param windows the same over the last minutes, by length; empty for a window itself
     */
    public HandlerSnapshot(
            String name, Readings readings, LedgerSnapshot ledger, Map<Duration, HandlerSnapshot> windows) {
        this(name, readings, ledger, windows, new TreeMap<>(), SampleRatio.NONE);
    }

    private HandlerSnapshot(
            String name,
            Readings readings,
            LedgerSnapshot ledger,
            Map<Duration, HandlerSnapshot> windows,
            SortedMap<String, CohortSnapshot> cohorts,
            SampleRatio sampleRatio) {
        super(name, readings);
        this.ledger = requireNonNull(ledger, "ledger");
        this.windows = copyOfWindows(windows);
        this.cohorts = Collections.unmodifiableSortedMap(cohorts);
        this.sampleRatio = sampleRatio;
    }

    /**
     * The same with its cohorts.
     *
     * @param ofEvents what was counted of each cohort's events, each cohort once
     * @param ofUsers the distinct users by cohort
     * @return a new snapshot
     * @throws IllegalArgumentException if a cohort occurs twice
     */
    public HandlerSnapshot cohorts(List<CohortSnapshot> ofEvents, SampleRatio ofUsers) {
        TreeMap<String, CohortSnapshot> byName = new TreeMap<>();
        for (CohortSnapshot cohort : ofEvents) {
            if (byName.put(cohort.name(), cohort) != null) {
                throw new IllegalArgumentException(
                        "handler \"" + name() + "\" has two cohorts \"" + cohort.name() + "\"");
            }
        }
        return new HandlerSnapshot(name(), readings(), ledger, windows, byName, requireNonNull(ofUsers, "ofUsers"));
    }

    /**
     * What was counted of each cohort's events.
     *
     * @return cohorts by name, among them {@value CohortSnapshot#NONE}; empty where the handler has no cohorts, and in a window
     */
    public SortedMap<String, CohortSnapshot> cohorts() {
        return cohorts;
    }

    /**
     * One cohort.
     *
     * @param cohort its name
     * @return its snapshot
     * @throws IllegalArgumentException if there is no such cohort; the message says which there are
     */
    public CohortSnapshot cohort(String cohort) {
        CohortSnapshot found = cohorts.get(requireNonNull(cohort, "cohort"));
        if (found == null) {
            throw new IllegalArgumentException("\"" + name() + "\" has no cohort \"" + cohort + "\"; there are "
                    + (cohorts.isEmpty() ? "none" : cohorts.keySet()));
        }
        return found;
    }

    /**
     * Whether as many users of the pilot's cohort arrive as were drawn for it.
     *
     * @return the check; empty where shares are not known, and in a window
     */
    public SampleRatio sampleRatio() {
        return sampleRatio;
    }

    /**
     * The same over the last minutes.
     *
     * @param length one minute or five
     * @return the window, with the span that it really covers
     * @throws IllegalArgumentException if there is no window of this length; the message says which there are
     */
    public HandlerSnapshot last(Duration length) {
        return window(windows, length);
    }

    /**
     * All windows.
     *
     * @return windows by length
     */
    public Map<Duration, HandlerSnapshot> windows() {
        return windows;
    }

    /**
     * The events that arrived.
     *
     * @return their number
     */
    public long received() {
        return counts().get(Counts.RECEIVED);
    }

    /**
     * The events of one disposition.
     *
     * @param disposition what became of them
     * @return their number
     */
    public long count(Disposition disposition) {
        return counts().get(Counts.key(disposition));
    }

    /**
     * The share of events of one disposition.
     *
     * @param disposition what became of them
     * @return the rate over events received; while recording goes on it is held to them
     */
    public Rate rate(Disposition disposition) {
        // In a window an event may have arrived before it began.
        return Rate.ofRacing(count(disposition), received() + inFlightAtStart());
    }

    /**
     * The malformed events by reason.
     *
     * @return counts by the name of the rule, or the reason given
     */
    public SortedMap<String, Long> malformed() {
        return counts().under(Counts.MALFORMED);
    }

    /**
     * The refused events by reason.
     *
     * @return counts by the reason given
     */
    public SortedMap<String, Long> refused() {
        return counts().under(Counts.REFUSED);
    }

    /**
     * How long before its arrival each event had happened, by the wall clock. One that lies in the future is counted in
     * {@link LatencySnapshot#negative()} and recorded as 0: a clock is wrong.
     *
     * @return empty where the handler has no {@code occurredAt}, and in a window
     */
    public LatencySnapshot lateness() {
        return readings().lateness();
    }

    /**
     * How long before it was processed each event had happened: its end-to-end age.
     *
     * @return empty where the handler has no {@code occurredAt}, and in a window
     */
    public LatencySnapshot age() {
        return readings().age();
    }

    /**
     * What others say that they counted, beside our own counts by the minute in which events happened.
     *
     * @return none where the handler is not {@code countedByMinute}, and in a window
     */
    public StatedCounts stated() {
        return readings().stated();
    }

    /**
     * Which numbers of which source are missing.
     *
     * @return the ledger; empty where the handler has no sequence, and in a window
     */
    public LedgerSnapshot ledger() {
        return ledger;
    }

    /**
     * The share of expected numbers that never arrived.
     *
     * @return the rate of dropped over expected numbers
     */
    public Rate dropRate() {
        return Rate.ofRacing(ledger.dropped(), ledger.expected());
    }

    @Override
    long arrived() {
        return received();
    }

    @Override
    long ended() {
        return counts().sum(Counts.DISPOSITION);
    }

    @Override
    public List<Law> laws() {
        List<Law> laws = new ArrayList<>();
        long inFlight = inFlight();
        boolean atRest = inFlight == 0;
        laws.add(eventLaw(received(), this::count));

        laws.add(reasonLaw("malformed", Disposition.MALFORMED, malformed(), atRest));
        laws.add(reasonLaw("refused", Disposition.REFUSED, refused(), atRest));

        long settled = count(Disposition.PROCESSED) + count(Disposition.FAILED) + counts().sum(Counts.PASSED_ON);
        laws.add(callLaw(atRest, settled));

        if (!cohorts.isEmpty()) {
            laws.add(CohortLaw.of(this));
        }

        long expected = ledger.expected();
        if (expected != 0 || !ledger.sources().isEmpty()) {
            boolean holds = ledger.sources().stream().allMatch(SourceLedger::lawHolds);
            laws.add(new Law(
                    "source law",
                    status(true, holds),
                    "expected " + expected + " = seen " + ledger.seen() + " + dropped " + ledger.dropped()
                            + " + pending " + ledger.pending() + " ("
                            + ledger.sources().size() + " sources)"));
        }
        return laws;
    }

    private Law reasonLaw(String what, Disposition disposition, Map<String, Long> reasons, boolean atRest) {
        long sum = reasons.values().stream().mapToLong(Long::longValue).sum();
        return new Law(
                what + " reasons",
                status(atRest, sum == count(disposition)),
                what + " " + count(disposition) + " = sum of reasons " + sum);
    }

    @Override
    public List<Figure> figures(Instant at) {
        Map<String, String> tags = Map.of("handler", name());
        List<Figure> figures = new ArrayList<>(callFigures(tags, at));
        figures.addAll(dispositionFigures(this::rate, tags, at));
        figures.add(Figure.of(DROPPED_RATE, dropRate(), tags, at).orMore(ledger.dropped(), ledger.undetermined()));
        if (lateness().count() > 0) {
            figures.addAll(LatencyFigures.of("lateness", lateness(), tags, at));
            figures.addAll(LatencyFigures.of("age", age(), tags, at));
            for (String timed : List.of(Counts.LATE, Counts.FUTURE, Counts.OUT_OF_ORDER)) {
                Rate rate = Rate.ofRacing(counts().get(timed), lateness().count());
                figures.add(Figure.of(timed + ".rate", rate, tags, at));
            }
        }
        figures.addAll(stated().figures(name(), at));
        for (CohortSnapshot cohort : cohorts.values()) {
            figures.addAll(cohort.figures(Map.of("handler", name(), CohortSnapshot.TAG, cohort.name()), at));
        }
        return figures;
    }

    /**
     * The same handler of two instances.
     *
     * @param other the other instance's
     * @return the sum, over the longer span; the ledgers united
     */
    public HandlerSnapshot plus(HandlerSnapshot other) {
        return plus(other, ledger.plus(other.ledger));
    }

    /** The same where no source reaches both instances. */
    HandlerSnapshot plusOtherSources(HandlerSnapshot other) {
        return plus(other, ledger.withSourcesOfItsOwn().plus(other.ledger.withSourcesOfItsOwn()));
    }

    private HandlerSnapshot plus(HandlerSnapshot other, LedgerSnapshot ledgers) {
        Map<Duration, HandlerSnapshot> both = new TreeMap<>(windows);
        other.windows.forEach((length, window) -> both.merge(length, window, HandlerSnapshot::plus));
        TreeMap<String, CohortSnapshot> bothCohorts = new TreeMap<>(cohortsBeside(other));
        other.cohortsBeside(this).forEach((cohort, theirs) -> bothCohorts.merge(cohort, theirs, CohortSnapshot::plus));
        return new HandlerSnapshot(
                name(),
                readings().plus(other.readings()),
                ledgers,
                both,
                bothCohorts,
                sampleRatio.plus(other.sampleRatio));
    }

    /** Where an instance of an older configuration has no cohorts, its events are of none. */
    private SortedMap<String, CohortSnapshot> cohortsBeside(HandlerSnapshot other) {
        boolean alone = cohorts.isEmpty() && !other.cohorts.isEmpty();
        return alone ? new TreeMap<>(Map.of(CohortSnapshot.NONE, CohortSnapshot.noneOf(this))) : cohorts;
    }
}
