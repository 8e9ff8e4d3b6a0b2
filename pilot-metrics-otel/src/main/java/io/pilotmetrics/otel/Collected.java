// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.otel;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The points of snapshots, gathered by metric. Not thread-safe. */
final class Collected {

    private static final AttributeKey<String> PILOT = AttributeKey.stringKey("pilot");

    private record FigureKey(String name, String unit) {}

    private final int maxBuckets;
    private final Map<String, Attributes> beside; // by handler or operation
    private final @Nullable Deltas deltas;
    private final Map<Metric, List<ExponentialHistogramPointData>> histograms = new LinkedHashMap<>();
    private final Map<Metric, List<LongPointData>> sums = new LinkedHashMap<>();
    private final Map<Metric, List<DoublePointData>> gauges = new LinkedHashMap<>();
    private final Map<FigureKey, Map<Attributes, DoublePointData>> figures = new LinkedHashMap<>();

    /**
     * Nothing yet.
     *
     * @param deltas what came since the last collection; null for all since the pilot began
     */
    Collected(int maxBuckets, Map<String, Attributes> beside, @Nullable Deltas deltas) {
        this.maxBuckets = maxBuckets;
        this.beside = beside;
        this.deltas = deltas;
    }

    void add(PilotSnapshot pilot) {
        long startedAt = Points.nanos(pilot.startedAt());
        long at = Points.nanos(pilot.at());
        Series whole = new Series(startedAt, at, Attributes.of(PILOT, pilot.name()));
        Series since =
                deltas == null ? whole : new Series(deltas.from(pilot.name(), startedAt, at), at, Attributes.empty());
        for (Sample sample : Samples.of(pilot)) {
            if (sample.metric().kind() != Metric.Kind.QUANTILE) {
                add(deltas == null ? sample : deltas.since(sample), since.of(sample.labels(), beside(sample)));
            }
        }
        Samples.figures(pilot).forEach(figure -> addFigure(figure, whole));
    }

    private Attributes beside(Sample sample) {
        if (beside.isEmpty()) {
            return Attributes.empty();
        }
        String account = sample.labels().getOrDefault("handler", sample.labels().getOrDefault("operation", ""));
        return beside.getOrDefault(account, Attributes.empty());
    }

    private void add(Sample sample, Series series) {
        if (sample instanceof Sample.Count count) {
            to(sums, sample).add(new Points.Whole(series, count.total()));
        } else if (sample instanceof Sample.Value value) {
            to(gauges, sample).add(new Points.Real(series, value.value()));
        } else if (sample instanceof Sample.Durations durations) {
            to(histograms, sample).add(Points.Durations.of(series, durations, deltas == null, maxBuckets));
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
        Series series = new Series(pilot.startEpochNanos(), Points.nanos(figure.at()), attributes.build());
        String name = Samples.FIGURE_PREFIX + figure.name();
        addFigure(name, figure.unit(), series, figure.value());
        if (figure.low() < figure.high()) {
            addFigure(name + ".low", figure.unit(), series, figure.low());
            addFigure(name + ".high", figure.unit(), series, figure.high());
        }
    }

    private void addFigure(String name, String unit, Series series, double value) {
        // Two that meet in one series, as a figure "f.low" and the limit of "f" do, would make the export invalid: the
        // first keeps it.
        figures.computeIfAbsent(new FigureKey(name, unit), key -> new LinkedHashMap<>())
                .putIfAbsent(series.attributes(), new Points.Real(series, value));
    }

    List<MetricData> metrics(Resource resource) {
        AggregationTemporality temporality =
                deltas == null ? AggregationTemporality.CUMULATIVE : AggregationTemporality.DELTA;
        List<MetricData> metrics = new ArrayList<>();
        histograms.forEach((metric, points) -> metrics.add(MetricOf.histogram(resource, metric, temporality, points)));
        sums.forEach((metric, points) -> metrics.add(MetricOf.sum(resource, metric, temporality, points)));
        gauges.forEach((metric, points) -> metrics.add(MetricOf.gauge(resource, metric, points)));
        figures.forEach((key, points) ->
                metrics.add(MetricOf.figure(resource, key.name(), key.unit(), List.copyOf(points.values()))));
        return metrics;
    }
}
