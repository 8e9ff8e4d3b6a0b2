// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.prometheus;

import io.pilotmetrics.snapshot.AccountSnapshot;
import io.pilotmetrics.snapshot.Disposition;
import io.pilotmetrics.snapshot.Figure;
import io.pilotmetrics.snapshot.HandlerSnapshot;
import io.pilotmetrics.snapshot.OperationSnapshot;
import io.pilotmetrics.snapshot.Outcome;
import io.pilotmetrics.snapshot.PilotSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.Unit;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The points of one or more pilots, gathered by metric family. */
final class Families {

    private record Point(long value, long createdMillis) {}

    private final HistogramSnapshot.Builder durations = HistogramSnapshot.builder()
            .name(Family.CALL_DURATION)
            .help(Family.CALL_DURATION_HELP)
            .unit(Unit.SECONDS);
    private boolean anyDuration;
    private final Map<Family, Map<Labels, Point>> families = new EnumMap<>(Family.class);
    private final Map<String, Map<Labels, Double>> figures = new TreeMap<>();

    void add(PilotSnapshot pilot) {
        Labels labels = Labels.of("pilot", pilot.name());
        long created = pilot.startedAt().toEpochMilli();
        pilot.handlers().values().forEach(handler -> addHandler(handler, labels, created));
        pilot.operations().values().forEach(operation -> addOperation(operation, labels, created));
        long lost = pilot.supplied().stream()
                .filter(figure -> figure.n() > 0 && !addFigure(figure, pilot.name()))
                .count();
        if (lost > 0) {
            add(Family.FIGURES_LOST, labels, lost, created);
        }
    }

    private void addHandler(HandlerSnapshot handler, Labels pilot, long created) {
        Labels labels = pilot.add("handler", handler.name());
        addCalls(handler, labels, created);
        add(Family.RECEIVED, labels, handler.received(), created);
        for (Disposition disposition : Disposition.values()) {
            add(Family.EVENTS, labels.add("disposition", lower(disposition)), handler.count(disposition), created);
        }
        addEach(Family.MALFORMED, labels, "reason", handler.malformed(), created);
        addEach(Family.REFUSED, labels, "reason", handler.refused(), created);
        add(Family.IN_FLIGHT, labels, handler.inFlight(), created);
        add(Family.DROPPED, labels, handler.ledger().dropped(), created);
        add(Family.PENDING, labels, handler.ledger().pending(), created);
    }

    private void addOperation(OperationSnapshot operation, Labels pilot, long created) {
        Labels labels = pilot.add("operation", operation.name());
        addCalls(operation, labels, created);
        add(Family.IN_FLIGHT, labels, operation.inFlight(), created);
    }

    private void addCalls(AccountSnapshot account, Labels labels, long created) {
        durations.dataPoint(Durations.point(account.latency(), labels, created));
        anyDuration = true;
        for (Outcome outcome : Outcome.values()) {
            add(Family.CALLS, labels.add("outcome", lower(outcome)), account.count(outcome), created);
        }
        addEach(Family.INSTRUMENTATION_ERRORS, labels, "where", account.instrumentationErrors(), created);
        addEach(Family.COUNTS, labels, "count", account.furtherCounts(), created);
    }

    private void addEach(Family family, Labels labels, String key, SortedMap<String, Long> counts, long created) {
        counts.forEach((value, count) -> add(family, labels.add(key, value), count, created));
    }

    private void add(Family family, Labels labels, long value, long createdMillis) {
        families.computeIfAbsent(family, f -> new LinkedHashMap<>()).put(labels, new Point(value, createdMillis));
    }

    /**
     * Adds a figure, with its limits where it is uncertain. Names that differ in characters Prometheus does not know meet in
     * one series: the first one keeps it, and the answer is false.
     */
    private boolean addFigure(Figure figure, String pilot) {
        Labels labels = Names.labels(pilot, figure.tags());
        if (!addFigure(Names.figure(figure.name(), "", figure.unit()), labels, figure.value())) {
            return false; // limits of one figure beside the value of another would be read as belonging to it
        }
        if (figure.low() >= figure.high()) {
            return true;
        }
        boolean low = addFigure(Names.figure(figure.name(), "_low", figure.unit()), labels, figure.low());
        boolean high = addFigure(Names.figure(figure.name(), "_high", figure.unit()), labels, figure.high());
        return low && high;
    }

    private boolean addFigure(String name, Labels labels, double value) {
        return figures.computeIfAbsent(name, n -> new LinkedHashMap<>()).putIfAbsent(labels, value) == null;
    }

    MetricSnapshots snapshots() {
        MetricSnapshots.Builder all = MetricSnapshots.builder();
        if (anyDuration) {
            all.metricSnapshot(durations.build());
        }
        families.forEach((family, points) -> all.metricSnapshot(
                family.kind == Family.Kind.COUNTER ? counter(family, points) : gauge(family, points)));
        figures.forEach((name, points) -> all.metricSnapshot(figure(name, points)));
        return all.build();
    }

    private static MetricSnapshot counter(Family family, Map<Labels, Point> points) {
        CounterSnapshot.Builder counter =
                CounterSnapshot.builder().name(family.metric).help(family.help);
        points.forEach((labels, point) -> counter.dataPoint(CounterDataPointSnapshot.builder()
                .labels(labels)
                .value((double) point.value())
                .createdTimestampMillis(point.createdMillis())
                .build()));
        return counter.build();
    }

    private static MetricSnapshot gauge(Family family, Map<Labels, Point> points) {
        GaugeSnapshot.Builder gauge =
                GaugeSnapshot.builder().name(family.metric).help(family.help);
        points.forEach((labels, point) -> gauge.dataPoint(GaugeDataPointSnapshot.builder()
                .labels(labels)
                .value((double) point.value())
                .build()));
        return gauge.build();
    }

    private static MetricSnapshot figure(String name, Map<Labels, Double> points) {
        GaugeSnapshot.Builder gauge = GaugeSnapshot.builder().name(name).help(Family.FIGURE_HELP);
        points.forEach((labels, value) -> gauge.dataPoint(
                GaugeDataPointSnapshot.builder().labels(labels).value(value).build()));
        return gauge.build();
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
