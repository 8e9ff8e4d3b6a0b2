// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.export;

import io.pilotmetrics.export.Metric.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The table of all metrics. {@code docs/metrics.md} is made from it.
 *
 * <p>Names are {@code pilot.*}: the semantic conventions of OpenTelemetry for messaging, HTTP and database clients ask for what a handler
 * does not know (the system, the operation) and for the outcome on each duration. Where a label means the same, it has the convention's
 * key: {@code error.type}.
 */
final class Catalogue {

    private static final List<Metric> TABLE = new ArrayList<>();

    // What a sample is one of, by the labels that say so
    private static final List<String> PILOT = List.of(Labels.PILOT);
    private static final List<String> ACCOUNT = List.of(Labels.PILOT, Labels.HANDLER, Labels.OPERATION);
    private static final List<String> HANDLER = List.of(Labels.PILOT, Labels.HANDLER);
    private static final List<String> COHORT = List.of(Labels.PILOT, Labels.HANDLER, Labels.COHORT);

    private static final String OUTCOME = "outcome";
    private static final String DISPOSITION = "disposition";
    private static final String REASON = "reason";
    private static final String LIMIT = "limit";
    private static final String PHI = "phi";

    /** The metrics of one kind of durations. */
    record Durations(Metric histogram, Metric min, Metric max, Metric percentile, Metric within) {}

    // Of handlers and operations

    static final Metric CALLS =
            counter("pilot.calls", "{call}", ACCOUNT, "Calls of your code that ended, by outcome.", OUTCOME);
    static final Durations CALL = durations(
            "pilot.call.duration",
            "pilot.calls.within",
            "{call}",
            ACCOUNT,
            "How long the calls of your code took",
            "over the last minute");
    static final Metric NEGATIVE = counter(
            "pilot.calls.negative",
            "{call}",
            ACCOUNT,
            "Calls with a negative duration, recorded as 0: the clock was set back.");
    static final Metric STARTED =
            counter("pilot.calls.started", "{call}", ACCOUNT, "Calls of an operation that began.");
    static final Metric IN_FLIGHT =
            gauge("pilot.in_flight", "{in_flight}", ACCOUNT, "What began and has not ended yet.");
    static final Metric OLDEST_IN_FLIGHT = gauge(
            "pilot.in_flight.oldest",
            "s",
            ACCOUNT,
            "For how long at least the oldest of them has been in flight; known to 2.1 seconds.");
    static final Metric EXCEPTIONS = counter(
            "pilot.exceptions",
            "{exception}",
            ACCOUNT,
            "What calls ended with, by the exception's class.",
            "error.type");
    static final Metric INSTRUMENTATION_ERRORS = counter(
            "pilot.instrumentation.errors",
            "{error}",
            ACCOUNT,
            "Callbacks of yours that threw while an event was measured, by place.",
            "where");
    static final Metric COUNTS = counter(
            "pilot.counts", "{count}", ACCOUNT, "Counters of a later version, by name; none of this one's.", "count");

    // Of a handler's events

    static final Metric RECEIVED = counter("pilot.received", "{event}", HANDLER, "Events that arrived.");
    static final Metric EVENTS =
            counter("pilot.events", "{event}", HANDLER, "Events that ended, by what became of them.", DISPOSITION);
    static final Metric MALFORMED =
            counter("pilot.malformed", "{event}", HANDLER, "Malformed events, by reason.", REASON);
    static final Metric REFUSED = counter("pilot.refused", "{event}", HANDLER, "Refused events, by reason.", REASON);
    static final Metric PASSED_ON = counter(
            "pilot.events.passed_on",
            "{event}",
            HANDLER,
            "Malformed, conflicting and duplicate events that were passed on to your code all the same.",
            DISPOSITION);
    static final Metric CARRIED =
            counter("pilot.events.carried", "{event}", HANDLER, "Events that ended calls carried.");
    static final Metric ABANDONED = counter(
            "pilot.events.abandoned", "{event}", HANDLER, "Events that nobody said how they went; they are failed.");
    static final Metric REDELIVERED = counter(
            "pilot.events.redelivered",
            "{event}",
            HANDLER,
            "Events that are a later attempt, and neither duplicate nor conflicting.");
    static final Metric RECOVERED = counter(
            "pilot.events.recovered",
            "{event}",
            HANDLER,
            "Events that were repaired from a dead-letter store, beside those received.");
    static final Metric NOT_STORED = counter(
            "pilot.conversions.not_stored", "{conversion}", HANDLER, "Conversions that their sink did not keep.");

    // Of a handler's ids

    static final Metric WITHOUT_ID = counter("pilot.events.without_id", "{event}", HANDLER, "Events without an id.");
    static final Metric IDS_EVICTED =
            counter("pilot.ids.evicted", "{id}", HANDLER, "Ids that gave way to newer ones before their time.");
    static final Metric IDS_EXPIRED = counter(
            "pilot.ids.expired_in_flight",
            "{id}",
            HANDLER,
            "Ids that left the window before their first delivery had ended.");
    static final Metric IDS_REMEMBERED = gauge("pilot.ids.remembered", "{id}", HANDLER, "Ids that the window knows.");
    static final Metric IDS_COVERED =
            gauge("pilot.ids.covered", "s", HANDLER, "How far back the window reaches at least.");

    // Of a handler's numbers

    static final Metric NUMBERS_SOURCES =
            gauge("pilot.numbers.sources", "{source}", HANDLER, "Sources that numbers come from, by epoch.");
    static final Metric NUMBERS_EXPECTED = gauge(
            "pilot.numbers.expected", "{number}", HANDLER, "Numbers that should have come: seen, dropped and pending.");
    static final Metric NUMBERS_SEEN = gauge("pilot.numbers.seen", "{number}", HANDLER, "Distinct numbers that came.");
    static final Metric NUMBERS_DROPPED =
            gauge("pilot.numbers.dropped", "{number}", HANDLER, "Numbers that never came; a late arrival lowers it.");
    static final Metric NUMBERS_PENDING =
            gauge("pilot.numbers.pending", "{number}", HANDLER, "Numbers that are missing, within their grace time.");
    static final Metric NUMBERS_UNDETERMINED =
            gauge("pilot.numbers.undetermined", "{number}", HANDLER, "Numbers of which nothing can be said.");

    static final Metric NUMBERS_DECLARED = counter(
            "pilot.numbers.declared_missing",
            "{number}",
            HANDLER,
            "Numbers that this process declared dropped, also those that came late since.");
    static final Metric NUMBERS_FILLED =
            counter("pilot.numbers.filled", "{number}", HANDLER, "Dropped numbers that came late, to this process.");
    static final Metric NUMBERS_LATE =
            counter("pilot.numbers.late", "{number}", HANDLER, "Arrivals after the grace time of their gap was over.");
    static final Metric NUMBERS_OUT_OF_ORDER =
            counter("pilot.numbers.out_of_order", "{number}", HANDLER, "Arrivals after one with a higher number.");

    // Of the times of a handler's events

    static final Durations LATENESS = durations(
            "pilot.lateness",
            "pilot.lateness.within",
            "{event}",
            HANDLER,
            "How long before its arrival each event had happened",
            "since the process began");
    static final Durations AGE = durations(
            "pilot.age",
            "pilot.age.within",
            "{event}",
            HANDLER,
            "How long before it was processed each event had happened",
            "since the process began");
    static final Metric LATE =
            counter("pilot.events.late", "{event}", HANDLER, "Events that came later than the handler's limit.");
    static final Metric FUTURE =
            counter("pilot.events.future", "{event}", HANDLER, "Events that lie in the future: a clock is wrong.");
    static final Metric OUT_OF_ORDER = counter(
            "pilot.events.out_of_order",
            "{event}",
            HANDLER,
            "Events that had happened before one that arrived before them.");
    static final Metric WITHOUT_TIME =
            counter("pilot.events.without_time", "{event}", HANDLER, "Events without a time of their own.");

    // Of what others say they counted

    static final Metric STATEMENT_DIFFERENCE = gauge(
            "pilot.statement.difference",
            "1",
            HANDLER,
            "How many more events another party counted, as a share of its count.",
            "party",
            "kind");
    static final Metric STATEMENT_MISMATCH = gauge(
            "pilot.statement.mismatch",
            "1",
            HANDLER,
            "The differences of all windows without sign, as a share of its count.",
            "party",
            "kind");
    static final Metric STATEMENT_AGE = gauge(
            "pilot.statement.age",
            "s",
            HANDLER,
            "How long the first window that differs has been over; 0 where none does.",
            "party",
            "kind");

    // Of a handler's cohorts

    static final Metric COHORT_RECEIVED =
            counter("pilot.cohort.received", "{event}", COHORT, "Events of the cohort that arrived.");
    static final Metric COHORT_EVENTS = counter(
            "pilot.cohort.events",
            "{event}",
            COHORT,
            "Events of the cohort that ended, by what became of them.",
            DISPOSITION);
    static final Metric COHORT_PASSED_ON = counter(
            "pilot.cohort.events.passed_on",
            "{event}",
            COHORT,
            "Its malformed, conflicting and duplicate events that were passed on to your code.",
            DISPOSITION);
    static final Metric COHORT_CARRIED = counter(
            "pilot.cohort.events.carried",
            "{event}",
            COHORT,
            "Events of the cohort that ended calls carried, alone or in batches.");
    static final Metric COHORT_CALLS =
            counter("pilot.cohort.calls", "{call}", COHORT, "Calls for one event of the cohort, by outcome.", OUTCOME);
    static final Durations COHORT_CALL = durations(
            "pilot.cohort.call.duration",
            "pilot.cohort.calls.within",
            "{call}",
            COHORT,
            "How long the calls for one event of the cohort took",
            "since the process began");
    static final Metric COHORT_IN_FLIGHT =
            gauge("pilot.cohort.in_flight", "{in_flight}", COHORT, "Events of the cohort that have not ended yet.");
    static final Metric COHORT_USERS =
            gauge("pilot.cohort.users", "{user}", COHORT, "Distinct users of a drawn cohort, of the first 65,536.");
    static final Metric SAMPLE_RATIO_P = gauge(
            "pilot.cohort.sample_ratio.p_value",
            "{probability}",
            HANDLER,
            "How well the users fit the expected shares of the cohorts; 0.001 or less says mismatch.");

    // Of the pilot

    static final Metric VERDICT =
            gauge("pilot.verdict", "", PILOT, "1 for the scorecard's verdict, 0 for the others.", "verdict");
    static final Metric OBJECTIVE_STATUS = gauge(
            "pilot.objective.status",
            "",
            ACCOUNT,
            "1 for the status of an objective, 0 for the others.",
            "objective",
            "status");
    static final Metric OBJECTIVE_THRESHOLD = gauge(
            "pilot.objective.threshold", "", ACCOUNT, "The limit of an objective, in its figure's unit.", "objective");
    static final Metric OBJECTIVE_VALUE =
            gauge("pilot.objective.value", "", ACCOUNT, "The figure that an objective is held against.", "objective");
    static final Metric OBJECTIVE_LOW =
            gauge("pilot.objective.value.low", "", ACCOUNT, "The lower limit of its 95 % interval.", "objective");
    static final Metric OBJECTIVE_HIGH =
            gauge("pilot.objective.value.high", "", ACCOUNT, "The upper limit of its 95 % interval.", "objective");
    static final Metric BROKEN_LAWS =
            gauge("pilot.laws.broken", "{law}", PILOT, "Laws that the counts break: a defect of the measurement.");
    static final Metric INSTANCES = gauge("pilot.instances", "{instance}", PILOT, "Processes whose counts these are.");
    static final Metric FIGURES = gauge("pilot.figures", "{figure}", PILOT, "Figures that were supplied.");

    static final List<Metric> ALL = Collections.unmodifiableList(TABLE);

    private Catalogue() {}

    private static Metric counter(String name, String unit, List<String> scope, String description, String... keys) {
        return listed(new Metric(name, Kind.COUNTER, unit, scope, description, keys));
    }

    private static Metric gauge(String name, String unit, List<String> scope, String description, String... keys) {
        return listed(new Metric(name, Kind.GAUGE, unit, scope, description, keys));
    }

    private static Durations durations(
            String name, String within, String counted, List<String> scope, String description, String quantilesSpan) {
        return new Durations(
                listed(new Metric(name, Kind.HISTOGRAM, "s", scope, description + ".")),
                gauge(name + ".min", "s", scope, description + ": the least."),
                gauge(name + ".max", "s", scope, description + ": the most."),
                listed(new Metric(
                        name + ".percentile",
                        Kind.QUANTILE,
                        "s",
                        scope,
                        description + ": the quantile phi, at most 1.1 % off, " + quantilesSpan + ".",
                        PHI)),
                counter(
                        within,
                        counted,
                        scope,
                        description + ": how many are within an objective's limit, to the nanosecond.",
                        LIMIT));
    }

    private static Metric listed(Metric metric) {
        TABLE.add(metric);
        return metric;
    }
}
