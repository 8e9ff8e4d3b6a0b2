// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.prometheus;

/** The table of metric names. A counter's name gets {@code _total} when it is written. */
enum Family {
    CALLS("pilot_calls", Kind.COUNTER, "Calls of your code that ended, by outcome."),
    RECEIVED("pilot_received", Kind.COUNTER, "Events that arrived."),
    EVENTS("pilot_events", Kind.COUNTER, "Events that ended, by disposition."),
    MALFORMED("pilot_malformed", Kind.COUNTER, "Malformed events, by reason."),
    REFUSED("pilot_refused", Kind.COUNTER, "Refused events, by reason."),
    IN_FLIGHT("pilot_in_flight", Kind.GAUGE, "What began and has not ended yet."),
    DROPPED("pilot_dropped", Kind.GAUGE, "Numbers that never arrived; a late arrival lowers it."),
    PENDING("pilot_pending", Kind.GAUGE, "Numbers that are missing and still within their grace time."),
    INSTRUMENTATION_ERRORS(
            "pilot_instrumentation_errors",
            Kind.COUNTER,
            "Callbacks that threw while an event was measured, by place."),
    FIGURES_LOST(
            "pilot_figures_lost",
            Kind.GAUGE,
            "Supplied figures, or limits of them, left out because another one has the same name and labels here."),
    COUNTS("pilot_counts", Kind.COUNTER, "Every further counter of a handler or an operation, by name.");

    /** What a family is to whoever adds it up. */
    enum Kind {
        COUNTER,
        GAUGE
    }

    /** The one histogram, native and classic at once. */
    static final String CALL_DURATION = "pilot_call_duration_seconds";

    static final String CALL_DURATION_HELP = "How long the calls of your code took.";

    /** What the names of supplied figures begin with, so that none of them is taken for one of the above. */
    static final String FIGURE_PREFIX = "pilot_figure_";

    static final String FIGURE_HELP = "A figure that was supplied to the pilot.";

    final String metric;
    final Kind kind;
    final String help;

    Family(String metric, Kind kind, String help) {
        this.metric = metric;
        this.kind = kind;
        this.help = help;
    }
}
