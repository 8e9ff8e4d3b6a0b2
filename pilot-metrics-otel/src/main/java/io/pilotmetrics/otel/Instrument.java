// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.otel;

/**
 * The table of metric names. OpenTelemetry's own rules turn each into the name under which the Prometheus integration shows
 * the same thing: {@code pilot.call.duration} in {@code s} is {@code pilot_call_duration_seconds}.
 */
enum Instrument {
    CALL_DURATION("pilot.call.duration", "s", Kind.HISTOGRAM, "How long the calls of your code took."),
    CALLS("pilot.calls", "{call}", Kind.SUM, "Calls of your code that ended, by outcome."),
    RECEIVED("pilot.received", "{event}", Kind.SUM, "Events that arrived."),
    EVENTS("pilot.events", "{event}", Kind.SUM, "Events that ended, by disposition."),
    MALFORMED("pilot.malformed", "{event}", Kind.SUM, "Malformed events, by reason."),
    REFUSED("pilot.refused", "{event}", Kind.SUM, "Refused events, by reason."),
    IN_FLIGHT("pilot.in_flight", "{in_flight}", Kind.GAUGE, "What began and has not ended yet."),
    DROPPED("pilot.dropped", "{event}", Kind.GAUGE, "Numbers that never arrived; a late arrival lowers it."),
    PENDING("pilot.pending", "{event}", Kind.GAUGE, "Numbers that are missing and still within their grace time."),
    INSTRUMENTATION_ERRORS(
            "pilot.instrumentation.errors",
            "{error}",
            Kind.SUM,
            "Callbacks that threw while an event was measured, by place."),
    COUNTS("pilot.counts", "{count}", Kind.SUM, "Every further counter of a handler or an operation, by name.");

    /** What a metric is to whoever adds it up. */
    enum Kind {
        HISTOGRAM,
        SUM,
        GAUGE
    }

    /** What the names of supplied figures begin with, so that none of them is taken for one of the above. */
    static final String FIGURE_PREFIX = "pilot.figure.";

    final String metric;
    final String unit;
    final Kind kind;
    final String description;

    Instrument(String metric, String unit, Kind kind, String description) {
        this.metric = metric;
        this.unit = unit;
        this.kind = kind;
        this.description = description;
    }
}
