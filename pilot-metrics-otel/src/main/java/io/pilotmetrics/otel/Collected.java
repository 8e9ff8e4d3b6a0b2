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
import io.pilotmetrics.export.Metric;
import io.pilotmetrics.export.Sample;
import io.pilotmetrics.export.Samples;
import io.pilotmetrics.otel.Points.Series;
import io.pilotmetrics.snapshot.Figure;
import io.pilotmetrics.snapshot.PilotSnapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The points of one snapshot, gathered by metric. */
final class Collected {

    private static final AttributeKey<String> PILOT = AttributeKey.stringKey("pilot");

    /** What the names of supplied figures begin with, so that none of them is taken for another metric. */
    private static final String FIGURE_PREFIX = "pilot.figure.";

    private record FigureKey(String name, String unit) {}

    private final Map<Metric, List<ExponentialHistogramPointData>> histograms = new LinkedHashMap<>();
    private final Map<Metric, List<LongPointData>> sums = new LinkedHashMap<>();
    private final Map<Metric, List<DoublePointData>> gauges = new LinkedHashMap<>();
    private final Map<FigureKey, List<DoublePointData>> figures = new LinkedHashMap<>();

    private Collected() {}

    static List<MetricData> from(PilotSnapshot pilot, Resource resource) {
        Collected collected = new Collected();
        long startedAt = nanos(pilot.startedAt());
        Series series = new Series(startedAt, nanos(pilot.at()), Attributes.of(PILOT, pilot.name()));
        for (Sample sample : Samples.of(pilot)) {
            if (sample.metric().kind() != Metric.Kind.QUANTILE) {
                collected.add(sample, series.of(sample.labels()));
            }
        }
        Samples.figures(pilot).forEach(figure -> collected.addFigure(figure, series));
        return collected.metrics(resource);
    }

    private void add(Sample sample, Series series) {
        if (sample instanceof Sample.Count count) {
            to(sums, sample).add(new Points.Whole(series, count.total()));
        } else if (sample instanceof Sample.Value value) {
            to(gauges, sample).add(new Points.Real(series, value.value()));
        } else if (sample instanceof Sample.Durations durations) {
            to(histograms, sample).add(Points.Durations.of(series, durations.latency()));
        }
    }

    private static <P> List<P> to(Map<Metric, List<P>> points, Sample sample) {
        return points.computeIfAbsent(sample.metric(), metric -> new ArrayList<>());
    }

    /** One without uncertainty has no limits. */
    private void addFigure(Figure figure, Series pilot) {
        AttributesBuilder attributes = Attributes.builder();
        figure.tags().forEach(attributes::put);
        attributes.putAll(pilot.attributes());
        Series series = new Series(pilot.startEpochNanos(), nanos(figure.at()), attributes.build());
        String name = FIGURE_PREFIX + figure.name();
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

    private List<MetricData> metrics(Resource resource) {
        List<MetricData> metrics = new ArrayList<>();
        histograms.forEach((metric, points) -> metrics.add(MetricOf.histogram(resource, metric, points)));
        sums.forEach((metric, points) -> metrics.add(MetricOf.sum(resource, metric, points)));
        gauges.forEach((metric, points) -> metrics.add(MetricOf.gauge(resource, metric, points)));
        figures.forEach((key, points) -> metrics.add(MetricOf.figure(resource, key.name(), key.unit(), points)));
        return metrics;
    }

    private static long nanos(Instant at) {
        return TimeUnit.SECONDS.toNanos(at.getEpochSecond()) + at.getNano();
    }
}
