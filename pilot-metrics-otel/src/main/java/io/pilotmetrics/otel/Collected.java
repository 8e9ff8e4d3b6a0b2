// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.otel;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.sdk.metrics.data.DoublePointData;
import io.opentelemetry.sdk.metrics.data.ExponentialHistogramPointData;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.resources.Resource;
import io.pilotmetrics.otel.Points.Series;
import io.pilotmetrics.snapshot.AccountSnapshot;
import io.pilotmetrics.snapshot.Disposition;
import io.pilotmetrics.snapshot.Figure;
import io.pilotmetrics.snapshot.HandlerSnapshot;
import io.pilotmetrics.snapshot.OperationSnapshot;
import io.pilotmetrics.snapshot.Outcome;
import io.pilotmetrics.snapshot.PilotSnapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.TimeUnit;

/** The points of one snapshot, gathered by metric. */
final class Collected {

    private static final AttributeKey<String> PILOT = AttributeKey.stringKey("pilot");

    private record FigureKey(String name, String unit) {}

    private final Resource resource;
    private final List<ExponentialHistogramPointData> durations = new ArrayList<>();
    private final Map<Instrument, List<LongPointData>> whole = new EnumMap<>(Instrument.class);
    private final Map<FigureKey, List<DoublePointData>> figures = new LinkedHashMap<>();

    private Collected(Resource resource) {
        this.resource = resource;
    }

    static List<MetricData> from(PilotSnapshot pilot, Resource resource) {
        Collected collected = new Collected(resource);
        Series series = new Series(nanos(pilot.startedAt()), nanos(pilot.at()), Attributes.of(PILOT, pilot.name()));
        pilot.handlers().values().forEach(handler -> collected.addHandler(handler, series));
        pilot.operations().values().forEach(operation -> collected.addOperation(operation, series));
        pilot.supplied().forEach(figure -> collected.addFigure(figure, series));
        return collected.metrics();
    }

    private void addHandler(HandlerSnapshot handler, Series pilot) {
        Series series = pilot.with("handler", handler.name());
        addCalls(handler, series);
        add(Instrument.RECEIVED, series, handler.received());
        for (Disposition disposition : Disposition.values()) {
            add(Instrument.EVENTS, series.with("disposition", lower(disposition)), handler.count(disposition));
        }
        addEach(Instrument.MALFORMED, series, "reason", handler.malformed());
        addEach(Instrument.REFUSED, series, "reason", handler.refused());
        add(Instrument.IN_FLIGHT, series, handler.inFlight());
        add(Instrument.DROPPED, series, handler.ledger().dropped());
        add(Instrument.PENDING, series, handler.ledger().pending());
    }

    private void addOperation(OperationSnapshot operation, Series pilot) {
        Series series = pilot.with("operation", operation.name());
        addCalls(operation, series);
        add(Instrument.IN_FLIGHT, series, operation.inFlight());
    }

    private void addCalls(AccountSnapshot account, Series series) {
        durations.add(Points.Durations.of(series, account.latency()));
        for (Outcome outcome : Outcome.values()) {
            add(Instrument.CALLS, series.with("outcome", lower(outcome)), account.count(outcome));
        }
        addEach(Instrument.INSTRUMENTATION_ERRORS, series, "where", account.instrumentationErrors());
        addEach(Instrument.COUNTS, series, "count", account.furtherCounts());
    }

    private void addEach(Instrument instrument, Series series, String key, SortedMap<String, Long> counts) {
        counts.forEach((value, count) -> add(instrument, series.with(key, value), count));
    }

    private void add(Instrument instrument, Series series, long value) {
        whole.computeIfAbsent(instrument, i -> new ArrayList<>()).add(new Points.Whole(series, value));
    }

    /** A figure that nothing was observed for has no point; one without uncertainty has no limits. */
    private void addFigure(Figure figure, Series pilot) {
        if (figure.n() == 0) {
            return;
        }
        AttributesBuilder attributes = Attributes.builder();
        figure.tags().forEach(attributes::put);
        attributes.putAll(pilot.attributes());
        Series series = new Series(pilot.startEpochNanos(), nanos(figure.at()), attributes.build());
        String name = Instrument.FIGURE_PREFIX + figure.name();
        addFigure(name, figure.unit(), series, figure.value());
        if (figure.low() < figure.high()) {
            addFigure(name + ".low", figure.unit(), series, figure.low());
            addFigure(name + ".high", figure.unit(), series, figure.high());
        }
    }

    private void addFigure(String name, String unit, Series series, double value) {
        figures.computeIfAbsent(new FigureKey(name, unit), key -> new ArrayList<>())
                .add(new Points.Real(series, value));
    }

    private List<MetricData> metrics() {
        List<MetricData> metrics = new ArrayList<>();
        if (!durations.isEmpty()) {
            metrics.add(Metric.histogram(resource, Instrument.CALL_DURATION, durations));
        }
        whole.forEach((instrument, points) -> metrics.add(
                instrument.kind == Instrument.Kind.SUM
                        ? Metric.sum(resource, instrument, points)
                        : Metric.gauge(resource, instrument, points)));
        figures.forEach((key, points) -> metrics.add(Metric.figure(resource, key.name(), key.unit(), points)));
        return metrics;
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static long nanos(Instant at) {
        return TimeUnit.SECONDS.toNanos(at.getEpochSecond()) + at.getNano();
    }
}
