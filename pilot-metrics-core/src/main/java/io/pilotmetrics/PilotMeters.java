// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/**
 * Shows a pilot in Micrometer registries, as many as you like. Meters are function counters, function timers and gauges: read when a
 * registry is, so that an event costs nothing more. Their names, tags and meanings are those of {@link io.pilotmetrics.export.Metric}; what
 * is new has its meter a second later: a handler or figure by itself, a reason and the like once the registry has been read.
 *
 * <p>Spring Boot binds a bean of this type by itself:
 *
 * <pre>{@code
 * @Bean
 * MeterBinder pilotMeters(PilotMetrics pilot) {
 *     return pilot.meters();
 * }
 * }</pre>
 *
 * <p>Immutable. Closing the pilot removes all meters from all registries.
 */
public final class PilotMeters implements MeterBinder {

    private final Registry registry;
    private final boolean withDuration;

    PilotMeters(Registry registry, boolean withDuration) {
        this.registry = registry;
        this.withDuration = withDuration;
    }

    /**
     * The same without timers and quantiles: for a registry in which an exporter of histograms shows durations under the same names, as
     * {@code PilotCollector.durations} of {@code pilot-metrics-prometheus} does. Two meters of one name would fail each scrape.
     *
     * @return a new binder
     */
    public PilotMeters withoutDuration() {
        return new PilotMeters(registry, false);
    }

    /**
     * Adds all meters to a registry, and goes on adding what is new. If the registry or one of its filters throws, so does this, and adds none.
     *
     * @param meterRegistry the registry; it may be bound once
     * @return removes all meters again; a second call does nothing
     * @throws NullPointerException if it is null
     * @throws IllegalStateException if the pilot is closed, or if it, or another of its name, is bound to the registry already
     */
    public PilotMetrics.Binding bind(MeterRegistry meterRegistry) {
        return registry.bindTo(requireNonNull(meterRegistry, "meterRegistry"), withDuration);
    }

    /** As {@link #bind}, until the pilot is closed. */
    @Override
    public void bindTo(MeterRegistry meterRegistry) {
        bind(meterRegistry);
    }
}
