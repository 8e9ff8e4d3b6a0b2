// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.otel;

import static java.util.Objects.requireNonNull;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.metrics.BatchCallback;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.ObservableDoubleGauge;
import io.opentelemetry.api.metrics.ObservableDoubleMeasurement;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;
import io.opentelemetry.api.metrics.ObservableMeasurement;
import io.pilotmetrics.export.BothWays;
import io.pilotmetrics.export.Metric;
import io.pilotmetrics.export.Sample;
import io.pilotmetrics.export.Samples;
import io.pilotmetrics.snapshot.Figure;
import io.pilotmetrics.snapshot.LatencySnapshot;
import io.pilotmetrics.snapshot.PilotSnapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Shows a pilot where there is OpenTelemetry's API alone, as with its Java agent: the agent keeps its SDK to itself, so nobody can give it
 * histograms.
 *
 * <pre>{@code
 * AutoCloseable shown = PilotInstruments.bind(GlobalOpenTelemetry.get(), pilot::snapshot);
 * }</pre>
 *
 * <p>Counters and gauges are those of the catalogue; of durations there are the counters {@code <name>.count} and {@code <name>.sum}, and the
 * gauges {@code <name>.min}, {@code .max} and {@code .percentile}. All instruments of a collection show one snapshot. Supplied figures have their
 * gauge from the collection after the one that saw them first.
 *
 * <p>The system property {@code otel.instrumentation.pilot-metrics.enabled=false}, or the variable {@code
 * OTEL_INSTRUMENTATION_PILOT_METRICS_ENABLED=false}, makes it show nothing. A figure whose name the API refuses (not ASCII, or longer than 255) is not
 * shown.
 *
 * <p>Thread-safe. It has no thread of its own, and recording an event costs nothing more.
 */
public final class PilotInstruments implements AutoCloseable {

    private static final String SCOPE = "io.pilotmetrics";
    /** The switch of the autoconfiguration and of this. */
    static final String ENABLED = "otel.instrumentation.pilot-metrics.enabled";

    private static final String ENABLED_VARIABLE = "OTEL_INSTRUMENTATION_PILOT_METRICS_ENABLED";
    private static final double NANOS_PER_SECOND = 1e9;

    private final Meter meter;
    private final Supplier<PilotSnapshot> pilot;
    private final Map<String, ObservableLongMeasurement> counters = new HashMap<>();
    private final Map<String, ObservableDoubleMeasurement> reals = new HashMap<>();
    private final BatchCallback callback;
    private final Map<String, ObservableDoubleGauge> figures = new HashMap<>(); // guarded by this
    private boolean closed; // guarded by this
    private volatile Map<String, List<Point>> seen = Map.of(); // of figures, by name

    private record Point(double value, Attributes attributes) {}

    private PilotInstruments(Meter meter, Supplier<PilotSnapshot> pilot) {
        this.meter = meter;
        this.pilot = pilot;
        List<ObservableMeasurement> all = new ArrayList<>();
        for (Metric metric : Metric.all()) {
            switch (metric.kind()) {
                case COUNTER -> all.add(counter(metric.name(), metric.unit(), metric.description()));
                case GAUGE, QUANTILE -> all.add(gauge(metric));
                case HISTOGRAM -> {
                    all.add(counter(metric.name() + ".count", "{duration}", metric.description() + " How many."));
                    all.add(sum(metric));
                }
            }
        }
        callback = meter.batchCallback(
                this::observe, all.get(0), all.subList(1, all.size()).toArray(new ObservableMeasurement[0]));
    }

    /**
     * Shows a pilot until it is closed.
     *
     * @param openTelemetry the API, as a rule {@code GlobalOpenTelemetry.get()}
     * @param pilot where a snapshot comes from, as a rule {@code pilot::snapshot}; called once for each collection
     * @return ends it
     * @throws NullPointerException if an argument is null
     */
    public static PilotInstruments bind(OpenTelemetry openTelemetry, Supplier<PilotSnapshot> pilot) {
        requireNonNull(pilot, "pilot");
        requireNonNull(openTelemetry, "openTelemetry");
        OpenTelemetry shownIn = isOff() ? OpenTelemetry.noop() : openTelemetry;
        return new PilotInstruments(shownIn.getMeter(SCOPE), pilot);
    }

    /** The switch of the autoconfiguration, which the API knows nothing of. */
    private static boolean isOff() {
        String property = System.getProperty(ENABLED);
        return "false".equalsIgnoreCase(property != null ? property : System.getenv(ENABLED_VARIABLE));
    }

    private ObservableMeasurement counter(String name, String unit, String description) {
        ObservableLongMeasurement counter = meter.counterBuilder(name)
                .setUnit(unit)
                .setDescription(description)
                .buildObserver();
        counters.put(name, counter);
        return counter;
    }

    private ObservableMeasurement gauge(Metric metric) {
        ObservableDoubleMeasurement gauge = meter.gaugeBuilder(metric.name())
                .setUnit(metric.unit())
                .setDescription(metric.description())
                .buildObserver();
        reals.put(metric.name(), gauge);
        return gauge;
    }

    private ObservableMeasurement sum(Metric metric) {
        String name = metric.name() + ".sum";
        ObservableDoubleMeasurement sum = meter.counterBuilder(name)
                .ofDoubles()
                .setUnit(metric.unit())
                .setDescription(metric.description() + " Their sum.")
                .buildObserver();
        reals.put(name, sum);
        return sum;
    }

    private void observe() {
        PilotSnapshot snapshot = pilot.get();
        BothWays.openTelemetry(snapshot.name());
        Samples.of(snapshot).forEach(this::observe);
        Map<String, List<Point>> points = new HashMap<>();
        for (Figure figure : Samples.figures(snapshot)) {
            Map<String, String> labels = new HashMap<>(figure.tags());
            labels.put("pilot", snapshot.name());
            Attributes attributes = attributes(labels);
            add(points, figure, "", new Point(figure.value(), attributes));
            if (figure.low() < figure.high()) {
                add(points, figure, ".low", new Point(figure.low(), attributes));
                add(points, figure, ".high", new Point(figure.high(), attributes));
            }
        }
        seen = points;
    }

    private void observe(Sample sample) {
        Attributes attributes = attributes(sample.labels());
        String name = sample.metric().name();
        if (sample instanceof Sample.Count count) {
            counter(name).record(count.total(), attributes);
        } else if (sample instanceof Sample.Value value) {
            real(name).record(value.value(), attributes);
        } else if (sample instanceof Sample.Durations durations) {
            LatencySnapshot latency = durations.latency();
            counter(name + ".count").record(latency.count(), attributes);
            real(name + ".sum").record(latency.sumNanos() / NANOS_PER_SECOND, attributes);
        }
    }

    private ObservableLongMeasurement counter(String name) {
        return known(counters, name);
    }

    private ObservableDoubleMeasurement real(String name) {
        return known(reals, name);
    }

    private static <M> M known(Map<String, M> byName, String name) {
        M measurement = byName.get(name);
        if (measurement == null) {
            throw new IllegalStateException("no instrument \"" + name + "\"");
        }
        return measurement;
    }

    private void add(Map<String, List<Point>> points, Figure figure, String limit, Point point) {
        String name = Samples.FIGURE_PREFIX + figure.name() + limit;
        points.computeIfAbsent(name, n -> new ArrayList<>()).add(point);
        synchronized (this) {
            if (!closed && !figures.containsKey(name)) {
                figures.put(name, gauge(name, figure.unit()));
            }
        }
    }

    /** Read after the others, which were there before it. */
    private ObservableDoubleGauge gauge(String name, String unit) {
        return meter.gaugeBuilder(name)
                .setUnit(unit)
                .setDescription(Samples.FIGURE_DESCRIPTION)
                .buildWithCallback(measurement -> seen.getOrDefault(name, List.of())
                        .forEach(point -> measurement.record(point.value(), point.attributes())));
    }

    private static Attributes attributes(Map<String, String> labels) {
        AttributesBuilder attributes = Attributes.builder();
        labels.forEach(attributes::put);
        return attributes.build();
    }

    /** Shows nothing more. A second call does nothing. */
    @Override
    public synchronized void close() {
        closed = true;
        callback.close();
        figures.values().forEach(ObservableDoubleGauge::close);
        figures.clear();
    }
}
