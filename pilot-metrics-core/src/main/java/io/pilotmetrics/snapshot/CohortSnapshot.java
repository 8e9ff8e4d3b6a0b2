// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.snapshot;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a handler counted of one cohort's events. Reasons, types of exceptions, missing numbers, times of events and windows are the
 * handler's alone.
 *
 * <p>Calls, with their outcomes and latency, are those that carried one event. A batch call carries events of several cohorts: it is the
 * handler's alone, its events count here by what became of them. So the <b>call law</b> of a cohort is {@code calls ended = sum of outcomes =
 * latency count}, and {@code events carried, alone or in batches = processed + failed + the malformed, conflicting and duplicate events passed
 * on}. Where events come in batches, compare {@link #failedRate()}.
 */
public final class CohortSnapshot extends AccountSnapshot {

    /** The cohort of events of no cohort: without a user or a name, or never parsed. */
    public static final String NONE = "none";

    /** The cohort of names beyond the bound, and of those that are no word. */
    public static final String OTHER = "other";

    /** Users who take part, where they are drawn. */
    public static final String PILOT = "pilot";

    /** Users who do not, where they are drawn. */
    public static final String CONTROL = "control";

    /** The tag of a cohort's figures that names it. */
    static final String TAG = "cohort";

    /**
     * A snapshot of given readings.
     *
     * @param name the cohort's name
     * @param readings its counters and latency
     */
    public CohortSnapshot(String name, Readings readings) {
        super(name, readings);
    }

    /** All that a handler without cohorts counted, as events of none. */
    static CohortSnapshot noneOf(HandlerSnapshot handler) {
        Map<String, Long> counts = new LinkedHashMap<>();
        handler.counts().asMap().forEach((key, count) -> {
            boolean kept = key.equals(Counts.RECEIVED)
                    || key.equals(Counts.CARRIED)
                    || key.startsWith(Counts.DISPOSITION)
                    || key.startsWith(Counts.PASSED_ON)
                    || key.startsWith(Counts.OUTCOME);
            if (kept) {
                counts.put(key, count);
            }
        });
        return new CohortSnapshot(NONE, Readings.of(handler.span(), Counts.of(counts), handler.latency()));
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
        return Rate.ofRacing(count(disposition), received());
    }

    /**
     * The share of events that failed, alone or in batches.
     *
     * @return the rate of failed events over those processed or failed
     */
    public Rate failedRate() {
        long failed = count(Disposition.FAILED);
        return new Rate(failed, failed + count(Disposition.PROCESSED));
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
        boolean atRest = inFlight() == 0;
        long settled = count(Disposition.PROCESSED) + count(Disposition.FAILED) + counts().sum(Counts.PASSED_ON);
        return List.of(eventLaw(), callLaw(atRest, settled));
    }

    private Law eventLaw() {
        return eventLaw(received(), this::count);
    }

    @Override
    public List<Figure> figures(Instant at) {
        return figures(Map.of(TAG, name()), at);
    }

    /** The same with the tags of what it is a cohort of. */
    List<Figure> figures(Map<String, String> tags, Instant at) {
        List<Figure> figures = callFigures(tags, at);
        figures.addAll(dispositionFigures(this::rate, tags, at));
        figures.add(Figure.of("failed.rate", failedRate(), tags, at));
        return figures;
    }

    /**
     * The same cohort of two instances.
     *
     * @param other the other instance's
     * @return the sum, over the longer span
     */
    public CohortSnapshot plus(CohortSnapshot other) {
        return new CohortSnapshot(name(), readings().plus(other.readings()));
    }
}
