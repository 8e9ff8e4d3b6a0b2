// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.micrometer;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.pilotmetrics.export.Metric;
import io.pilotmetrics.export.Sample;
import io.pilotmetrics.export.Series;
import io.pilotmetrics.snapshot.Figure;
import io.pilotmetrics.snapshot.LatencySnapshot;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Shows a pilot's samples in one registry as function counters, function timers and gauges: read when the registry is, never written to on
 * the path of an event. Users get one from {@code PilotMetrics.bindTo}.
 *
 * <p>All meters of one name have the same tags, of which those that do not apply are empty, because a Prometheus registry leaves out what
 * comes with other keys than the first meter of its name. To PromQL an empty label is one that is not there.
 *
 * <p>Micrometer refers weakly to what a meter's function reads; this refers to it strongly, for as long as it is bound. Thread-safe.
 */
public final class PilotMeterBinder implements AutoCloseable {

    /** What is read. */
    public interface Source {
        /**
         * What is read together: each handler, each operation, the pilot as a whole.
         *
         * @return the same part each time, so that its readings are shared
         */
        Collection<? extends Part> parts();

        /**
         * The supplied figures that were seen last: whoever adds meters asks no source.
         *
         * @return the figures, not asked for anew
         */
        List<Figure> seen();

        /**
         * The supplied figures, for a gauge that is read: all gauges share one asking a second.
         *
         * @return the figures as they stood at most a second ago, or longer while another thread is asking
         */
        List<Figure> supplied();
    }

    /** Samples that are read together, since a registry reads meter by meter. */
    public interface Part {
        /**
         * As they stand, for a meter that is read.
         *
         * @return samples by series
         */
        Map<Series, Sample> now();

        /**
         * As they were seen last, for whoever adds meters.
         *
         * @return samples by series; read now where they never were
         */
        Map<Series, Sample> seen();
    }

    /** What the function of a meter reads. */
    private record Cell(Part part, Series series) {

        double number() {
            Sample sample = part.now().get(series);
            if (sample instanceof Sample.Count count) {
                return (double) count.total();
            }
            return sample instanceof Sample.Value value ? value.value() : Double.NaN;
        }

        LatencySnapshot latency() {
            return part.now().get(series) instanceof Sample.Durations durations
                    ? durations.latency()
                    : LatencySnapshot.EMPTY;
        }
    }

    private record Bound(Meter meter, Cell read) {}

    private record FigureKey(String name, Map<String, String> tags) {}

    /** Figures as they were supplied, found without a search: each of many gauges reads one. */
    private record Indexed(List<Figure> list, Map<FigureKey, Figure> byKey) {

        static Indexed of(List<Figure> list) {
            Map<FigureKey, Figure> byKey = new HashMap<>();
            list.forEach(figure -> byKey.putIfAbsent(new FigureKey(figure.name(), figure.tags()), figure));
            return new Indexed(list, byKey);
        }
    }

    private final Source source;
    private final boolean withDuration;
    private final Attempts attempts = new Attempts(); // guarded by this
    private final FigureMeters figures; // guarded by this
    private final Map<Series, Bound> bound = new LinkedHashMap<>(); // guarded by this
    private final Map<Part, Map<Series, Sample>> added = new HashMap<>(); // what has all its meters; guarded by this
    private volatile @Nullable Indexed figuresRead;
    private @Nullable MeterRegistry registry; // guarded by this

    /**
     * A binder of one pilot, for one registry.
     *
     * @param pilot the pilot's name, the value of the tag {@code pilot} of figures
     * @param source what is read
     * @param withDuration false if another exporter shows histograms and quantiles in the same registry
     */
    public PilotMeterBinder(String pilot, Source source, boolean withDuration) {
        this.source = source;
        this.withDuration = withDuration;
        this.figures = new FigureMeters(pilot, this::supplied, attempts);
    }

    /**
     * Adds a meter for everything there is. If the registry or one of its filters throws, so does this, and adds none.
     *
     * @param meterRegistry the registry
     */
    public synchronized void bindTo(MeterRegistry meterRegistry) {
        registry = meterRegistry;
        try {
            source.parts().forEach(Part::now);
            refresh();
        } catch (Throwable e) {
            try {
                close();
            } catch (RuntimeException ofAListener) {
                e.addSuppressed(ofAListener);
            }
            throw e;
        }
    }

    /**
     * Adds meters for what is new since the last time: handlers, operations, reasons, figures. If one cannot be added, the
     * others are, and then what was thrown is thrown on; the next call tries again.
     */
    @SuppressWarnings("ReferenceEquality") // the same reading, whose meters are there
    public synchronized void refresh() {
        MeterRegistry to = registry;
        if (to != null) {
            for (Part part : source.parts()) {
                Map<Series, Sample> seen = part.seen();
                if (added.get(part) != seen) {
                    int failed = attempts.count();
                    seen.keySet().forEach(series -> add(to, new Cell(part, series)));
                    if (attempts.count() == failed) {
                        added.put(part, seen);
                    }
                }
            }
            figures.show(to, source.seen());
            attempts.end();
        }
    }

    /** Registers a meter once, or tries again the next time. */
    private void add(MeterRegistry to, Cell cell) {
        Metric.Kind kind = cell.series().metric().kind();
        boolean shown = withDuration || (kind != Metric.Kind.HISTOGRAM && kind != Metric.Kind.QUANTILE);
        if (shown && !bound.containsKey(cell.series())) {
            attempts.attempt(() -> bound.put(cell.series(), new Bound(register(to, cell), cell)));
        }
    }

    private static Meter register(MeterRegistry to, Cell cell) {
        Metric metric = cell.series().metric();
        Tags tags = Tags.of(metric.keys().stream()
                .map(key -> Tag.of(key, cell.series().labels().getOrDefault(key, "")))
                .toList());
        return switch (metric.kind()) {
            case COUNTER ->
                FunctionCounter.builder(metric.micrometer(), cell, Cell::number)
                        .description(metric.description())
                        .baseUnit(metric.baseUnit())
                        .tags(tags)
                        .register(to);
            case GAUGE, QUANTILE ->
                Gauge.builder(metric.micrometer(), cell, Cell::number)
                        .description(metric.description())
                        .baseUnit(metric.baseUnit())
                        .tags(tags)
                        .register(to);
            case HISTOGRAM ->
                FunctionTimer.builder(
                                metric.micrometer(),
                                cell,
                                read -> read.latency().count(),
                                read -> read.latency().sumNanos(),
                                TimeUnit.NANOSECONDS)
                        .description(metric.description())
                        .tags(tags)
                        .register(to);
        };
    }

    /** One number of the figure with the same name and tags, as it stands. */
    @SuppressWarnings("ReferenceEquality") // the same reading
    private double supplied(Figure figure, ToDoubleFunction<Figure> number) {
        List<Figure> list = source.supplied();
        Indexed known = figuresRead;
        if (known == null || known.list() != list) {
            known = Indexed.of(list);
            figuresRead = known;
        }
        Figure now = known.byKey().get(new FigureKey(figure.name(), figure.tags()));
        return now == null ? Double.NaN : number.applyAsDouble(now);
    }

    /** Removes all meters from the registry, whatever a listener of it throws; what one threw is thrown then. A second call does nothing. */
    @Override
    public synchronized void close() {
        MeterRegistry from = registry;
        if (from != null) {
            bound.values().forEach(known -> attempts.attempt(() -> from.remove(known.meter())));
            figures.close(from);
        }
        bound.clear();
        added.clear();
        registry = null;
        attempts.end();
    }
}
