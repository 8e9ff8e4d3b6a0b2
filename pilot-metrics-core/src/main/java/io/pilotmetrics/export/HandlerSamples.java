// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.export;

import io.pilotmetrics.snapshot.CohortSnapshot;
import io.pilotmetrics.snapshot.Counts;
import io.pilotmetrics.snapshot.Disposition;
import io.pilotmetrics.snapshot.HandlerSnapshot;
import io.pilotmetrics.snapshot.LatencySnapshot;
import io.pilotmetrics.snapshot.LedgerSnapshot;
import io.pilotmetrics.snapshot.Level;
import io.pilotmetrics.snapshot.SampleRatio;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What handlers and their cohorts show of their events. */
final class HandlerSamples {

    /** Counters with a metric of their own and no label, by what they are counted as. */
    private static final Map<String, Metric> ALWAYS = Map.of(
            Counts.CARRIED, Catalogue.CARRIED,
            Counts.ABANDONED, Catalogue.ABANDONED,
            Counts.REDELIVERED, Catalogue.REDELIVERED,
            Counts.RECOVERED, Catalogue.RECOVERED,
            Counts.CONVERSION_NOT_STORED, Catalogue.NOT_STORED);

    private static final Map<String, Metric> OF_IDS = Map.of(
            Counts.WITHOUT_ID, Catalogue.WITHOUT_ID,
            Counts.IDS_EVICTED, Catalogue.IDS_EVICTED,
            Counts.IDS_EXPIRED_IN_FLIGHT, Catalogue.IDS_EXPIRED);

    private static final Map<String, Metric> OF_NUMBERS = Map.of(
            Counts.NUMBERS_DECLARED_MISSING, Catalogue.NUMBERS_DECLARED,
            Counts.NUMBERS_FILLED, Catalogue.NUMBERS_FILLED,
            Counts.NUMBERS_LATE, Catalogue.NUMBERS_LATE,
            Counts.NUMBERS_OUT_OF_ORDER, Catalogue.NUMBERS_OUT_OF_ORDER);

    private static final Map<String, Metric> OF_TIMES = Map.of(
            Counts.LATE, Catalogue.LATE,
            Counts.FUTURE, Catalogue.FUTURE,
            Counts.OUT_OF_ORDER, Catalogue.OUT_OF_ORDER,
            Counts.WITHOUT_TIME, Catalogue.WITHOUT_TIME);

    private static final List<Disposition> PASSED_ON =
            List.of(Disposition.MALFORMED, Disposition.CONFLICTING, Disposition.DUPLICATE);

    private HandlerSamples() {}

    /** The counters that no metric of the catalogue shows, since a later version counted them. */
    static Map<String, Long> unknown(Counts counts) {
        Map<String, Long> unknown = new TreeMap<>(counts.asMap());
        unknown.keySet().removeIf(HandlerSamples::isKnown);
        return unknown;
    }

    private static boolean isKnown(String count) {
        return count.equals(Counts.RECEIVED)
                || count.equals(Counts.STARTED)
                || List.of(
                                Counts.DISPOSITION,
                                Counts.OUTCOME,
                                Counts.PASSED_ON,
                                Counts.MALFORMED,
                                Counts.REFUSED,
                                Counts.EXCEPTION,
                                Counts.INSTRUMENTATION_ERROR)
                        .stream()
                        .anyMatch(count::startsWith)
                || List.of(ALWAYS, OF_IDS, OF_NUMBERS, OF_TIMES).stream().anyMatch(known -> known.containsKey(count));
    }

    static void write(HandlerSnapshot handler, Writer to) {
        AccountSamples.write(handler, handler.windows(), to);
        Counts counts = handler.counts();
        to.count(Catalogue.RECEIVED, handler.received());
        dispositions(Catalogue.EVENTS, Catalogue.PASSED_ON, counts, to);
        to.counts(Catalogue.MALFORMED, "reason", handler.malformed());
        to.counts(Catalogue.REFUSED, "reason", handler.refused());
        each(ALWAYS, counts, to);
        ids(handler, to);
        numbers(handler, to);
        times(handler, to);
        statements(handler, to);
        handler.cohorts().values().forEach(cohort -> cohort(cohort, to.with(Labels.COHORT, cohort.name())));
        sampleRatio(handler.sampleRatio(), to);
    }

    private static void dispositions(Metric all, Metric passedOn, Counts counts, Writer to) {
        for (Disposition disposition : Disposition.values()) {
            to.count(all, "disposition", Writer.lower(disposition), counts.get(Counts.key(disposition)));
        }
        for (Disposition disposition : PASSED_ON) {
            to.count(passedOn, "disposition", Writer.lower(disposition), counts.get(Counts.passedOn(disposition)));
        }
    }

    private static void each(Map<String, Metric> metrics, Counts counts, Writer to) {
        metrics.forEach((count, metric) -> to.count(metric, counts.get(count)));
    }

    private static boolean any(Map<String, Metric> metrics, Counts counts) {
        return metrics.keySet().stream().anyMatch(count -> counts.get(count) != 0);
    }

    private static void ids(HandlerSnapshot handler, Writer to) {
        if (handler.level(Level.IDS_REMEMBERED).isPresent() || any(OF_IDS, handler.counts())) {
            each(OF_IDS, handler.counts(), to);
            handler.level(Level.IDS_REMEMBERED).ifPresent(ids -> to.whole(Catalogue.IDS_REMEMBERED, ids));
            handler.level(Level.IDS_COVERED).ifPresent(nanos -> to.value(Catalogue.IDS_COVERED, nanos / 1e9));
        }
    }

    private static void numbers(HandlerSnapshot handler, Writer to) {
        LedgerSnapshot ledger = handler.ledger();
        if (!ledger.equals(LedgerSnapshot.EMPTY) || any(OF_NUMBERS, handler.counts())) {
            to.whole(Catalogue.NUMBERS_SOURCES, ledger.sources().size());
            to.whole(Catalogue.NUMBERS_EXPECTED, ledger.expected());
            to.whole(Catalogue.NUMBERS_SEEN, ledger.seen());
            to.whole(Catalogue.NUMBERS_DROPPED, ledger.dropped());
            to.whole(Catalogue.NUMBERS_PENDING, ledger.pending());
            to.whole(Catalogue.NUMBERS_UNDETERMINED, ledger.undetermined());
            each(OF_NUMBERS, handler.counts(), to);
        }
    }

    private static void times(HandlerSnapshot handler, Writer to) {
        if (handler.lateness().count() > 0 || any(OF_TIMES, handler.counts())) {
            to.durations(Catalogue.LATENESS, handler.lateness(), handler.lateness(), List.of());
            to.durations(Catalogue.AGE, handler.age(), handler.age(), List.of());
            each(OF_TIMES, handler.counts(), to);
        }
    }

    private static void statements(HandlerSnapshot handler, Writer to) {
        handler.stated().totals().forEach((voice, total) -> {
            Writer of = to.with("party", voice.party()).with("kind", Writer.lower(voice.kind()));
            of.value(Catalogue.STATEMENT_DIFFERENCE, total.share());
            of.value(Catalogue.STATEMENT_MISMATCH, total.mismatchShare());
            of.value(Catalogue.STATEMENT_AGE, total.age().toNanos() / 1e9);
        });
    }

    private static void cohort(CohortSnapshot cohort, Writer to) {
        to.count(Catalogue.COHORT_RECEIVED, cohort.received());
        dispositions(Catalogue.COHORT_EVENTS, Catalogue.COHORT_PASSED_ON, cohort.counts(), to);
        to.count(Catalogue.COHORT_CARRIED, cohort.counts().get(Counts.CARRIED));
        AccountSamples.outcomes(Catalogue.COHORT_CALLS, cohort, to);
        LatencySnapshot latency = cohort.latency();
        to.durations(Catalogue.COHORT_CALL, latency, latency, List.of());
        to.whole(Catalogue.COHORT_IN_FLIGHT, cohort.inFlight());
    }

    private static void sampleRatio(SampleRatio ratio, Writer to) {
        if (!ratio.isEmpty()) {
            long pilot = ratio.pilotUsers();
            to.with(Labels.COHORT, CohortSnapshot.PILOT).whole(Catalogue.COHORT_USERS, pilot);
            to.with(Labels.COHORT, CohortSnapshot.CONTROL).whole(Catalogue.COHORT_USERS, ratio.users() - pilot);
            to.value(Catalogue.SAMPLE_RATIO_P, ratio.pValue());
        }
    }
}
