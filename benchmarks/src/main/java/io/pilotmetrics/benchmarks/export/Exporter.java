// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.benchmarks.export;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.pilotmetrics.PilotMetrics;
import io.pilotmetrics.otel.PilotMetricProducer;
import io.pilotmetrics.prometheus.PilotCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.stream.StreamSupport;

/** What reads a pilot from outside. */
public enum Exporter {
    /** The Micrometer binder on a registry in memory. */
    MICROMETER_SIMPLE("Micrometer, in memory", pilot -> meters(pilot, new SimpleMeterRegistry())),
    /** The Micrometer binder on its Prometheus registry. */
    MICROMETER_PROMETHEUS("Micrometer, Prometheus", Exporter::scraped),
    /** The OpenTelemetry producer, with a reader. */
    OTEL("OpenTelemetry", Exporter::collected),
    /** The Prometheus collector. */
    PROMETHEUS("Prometheus", Exporter::clientJava);

    private final String label;

    @SuppressWarnings("ImmutableEnumChecker") // It is a constructor or a static method.
    private final Function<PilotMetrics, IntSupplier> binding;

    Exporter(String label, Function<PilotMetrics, IntSupplier> binding) {
        this.label = label;
        this.binding = binding;
    }

    /**
     * Binds it.
     *
     * @param pilot the pilot to read
     * @return reads everything and tells how much there was, in whatever unit the exporter has
     */
    public IntSupplier bind(PilotMetrics pilot) {
        return binding.apply(pilot);
    }

    /**
     * How tables call it.
     *
     * @return its name
     */
    public String label() {
        return label;
    }

    private static IntSupplier meters(PilotMetrics pilot, MeterRegistry registry) {
        pilot.bindTo(registry);
        return () -> (int) registry.getMeters().stream()
                .map(Meter::measure)
                .flatMap(measurements -> StreamSupport.stream(measurements.spliterator(), false))
                .filter(measurement -> measurement.getValue() > 0)
                .count();
    }

    private static IntSupplier scraped(PilotMetrics pilot) {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        pilot.bindTo(registry);
        return () -> registry.scrape().length();
    }

    private static IntSupplier collected(PilotMetrics pilot) {
        PullReader reader = new PullReader();
        SdkMeterProvider.builder()
                .registerMetricProducer(PilotMetricProducer.of(pilot::snapshot))
                .registerMetricReader(reader)
                .build();
        return () -> reader.collect().size();
    }

    private static IntSupplier clientJava(PilotMetrics pilot) {
        PrometheusRegistry registry = new PrometheusRegistry();
        registry.register(PilotCollector.of(pilot::snapshot));
        return () -> registry.scrape().size();
    }
}
