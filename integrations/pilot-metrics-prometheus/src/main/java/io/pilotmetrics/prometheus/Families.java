// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.prometheus;

import io.pilotmetrics.export.Metric;
import io.pilotmetrics.export.Sample;
import io.pilotmetrics.export.Samples;
import io.pilotmetrics.snapshot.Figure;
import io.pilotmetrics.snapshot.PilotSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The samples of one or more pilots, gathered by metric, as client_java writes them. */
final class Families {

    private static final String FIGURES_LOST = "pilot_figures_lost";
    private static final String FIGURES_LOST_HELP =
            "Supplied figures, or limits of them, left out because another one has the same name and labels here.";

    private record Point(Sample sample, Labels labels, long createdMillis) {}

    private final Map<Metric, List<Point>> metrics = new LinkedHashMap<>();
    private final Map<String, Map<Labels, Double>> figures = new LinkedHashMap<>();

    void add(PilotSnapshot pilot) {
        long created = pilot.startedAt().toEpochMilli();
        for (Sample sample : Samples.of(pilot)) {
            if (sample.metric().kind() != Metric.Kind.QUANTILE) {
                metrics.computeIfAbsent(sample.metric(), metric -> new ArrayList<>())
                        .add(new Point(sample, Names.labels(sample.labels()), created));
            }
        }
        long lost = Samples.figures(pilot).stream()
                .filter(figure -> !addFigure(figure, pilot.name()))
                .count();
        if (lost > 0) {
            addFigure(FIGURES_LOST, Labels.of("pilot", pilot.name()), (double) lost);
        }
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

    /** The histograms alone. */
    MetricSnapshots durations() {
        MetricSnapshots.Builder all = MetricSnapshots.builder();
        metrics.forEach((metric, points) -> {
            if (metric.kind() == Metric.Kind.HISTOGRAM) {
                all.metricSnapshot(histogram(metric, points));
            }
        });
        return all.build();
    }

    MetricSnapshots all() {
        MetricSnapshots.Builder all = MetricSnapshots.builder();
        metrics.forEach((metric, points) -> all.metricSnapshot(
                switch (metric.kind()) {
                    case COUNTER -> counter(metric, points);
                    case HISTOGRAM -> histogram(metric, points);
                    case GAUGE, QUANTILE -> gauge(metric, points);
                }));
        figures.forEach((name, points) -> all.metricSnapshot(figure(name, points)));
        return all.build();
    }

    private static MetricSnapshot counter(Metric metric, List<Point> points) {
        CounterSnapshot.Builder counter = CounterSnapshot.builder()
                .name(Names.withoutTotal(metric.prometheus()))
                .help(metric.description());
        of(
                Sample.Count.class,
                points,
                (count, point) -> counter.dataPoint(CounterDataPointSnapshot.builder()
                        .labels(point.labels())
                        .value((double) count.total())
                        .createdTimestampMillis(point.createdMillis())
                        .build()));
        return counter.build();
    }

    private static MetricSnapshot gauge(Metric metric, List<Point> points) {
        GaugeSnapshot.Builder gauge =
                GaugeSnapshot.builder().name(metric.prometheus()).help(metric.description());
        of(
                Sample.Value.class,
                points,
                (value, point) -> gauge.dataPoint(GaugeDataPointSnapshot.builder()
                        .labels(point.labels())
                        .value(value.value())
                        .build()));
        return gauge.build();
    }

    private static MetricSnapshot histogram(Metric metric, List<Point> points) {
        HistogramSnapshot.Builder histogram =
                HistogramSnapshot.builder().name(metric.prometheus()).help(metric.description());
        of(
                Sample.Durations.class,
                points,
                (durations, point) ->
                        histogram.dataPoint(Durations.point(durations, point.labels(), point.createdMillis())));
        return histogram.build();
    }

    @FunctionalInterface
    private interface Adder<S> {
        void add(S sample, Point point);
    }

    private static <S extends Sample> void of(Class<S> type, Collection<Point> points, Adder<S> adder) {
        points.forEach(point -> adder.add(type.cast(point.sample()), point));
    }

    private static MetricSnapshot figure(String name, Map<Labels, Double> points) {
        GaugeSnapshot.Builder gauge = GaugeSnapshot.builder()
                .name(name)
                .help(name.equals(FIGURES_LOST) ? FIGURES_LOST_HELP : Samples.FIGURE_DESCRIPTION);
        points.forEach((labels, value) -> gauge.dataPoint(
                GaugeDataPointSnapshot.builder().labels(labels).value(value).build()));
        return gauge.build();
    }
}
