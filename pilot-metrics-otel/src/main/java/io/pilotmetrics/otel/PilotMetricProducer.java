// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.otel;

import static java.util.Objects.requireNonNull;

import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.export.MetricProducer;
import io.opentelemetry.sdk.resources.Resource;
import io.pilotmetrics.snapshot.PilotSnapshot;
import java.util.Collection;
import java.util.function.Supplier;

/**
 * Gives a pilot's counts to every reader of an OpenTelemetry meter provider, whenever that reader collects.
 *
 * <pre>{@code
 * SdkMeterProvider provider = SdkMeterProvider.builder()
 *     .registerMetricProducer(PilotMetricProducer.of(pilot::snapshot))
 *     .registerMetricReader(PeriodicMetricReader.create(exporter))
 *     .build();
 * }</pre>
 *
 * <p>What it guarantees:
 *
 * <ul>
 *   <li>Latencies are exponential histograms, in seconds, whose buckets are the snapshot's own. Where a handler fills more
 *       than 160 of them, neighbours are merged without loss until at most 160 are left; zeros, count, sum, minimum and
 *       maximum stay exact.
 *   <li>Counters are monotonic sums, what can fall is a gauge. Everything is cumulative since the pilot began, also for a
 *       reader that prefers deltas, since one producer serves all readers of a provider.
 *   <li>One collection takes one snapshot, so its metrics agree with one another. Recording an event costs nothing more.
 * </ul>
 *
 * <p>Any number of threads may collect at once if the supplier allows it, as {@code pilot::snapshot} does.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/otel/metrics/data-model/#exponentialhistogram">OpenTelemetry data
 *     model, exponential histogram</a>
 */
public final class PilotMetricProducer implements MetricProducer {

    private final Supplier<PilotSnapshot> pilot;

    private PilotMetricProducer(Supplier<PilotSnapshot> pilot) {
        this.pilot = pilot;
    }

    /**
     * A producer of one pilot's metrics.
     *
     * @param pilot where a snapshot comes from, as a rule {@code pilot::snapshot}; called once for each collection
     * @return the producer, to be registered at a meter provider; several pilots have a producer each
     * @throws NullPointerException if {@code pilot} is null
     */
    public static PilotMetricProducer of(Supplier<PilotSnapshot> pilot) {
        return new PilotMetricProducer(requireNonNull(pilot, "pilot"));
    }

    /**
     * Takes a snapshot and gives it as metrics. What {@code pilot} throws is passed on.
     *
     * @param resource what the metrics are about, given by the meter provider
     * @return every metric that has a point
     */
    @Override
    public Collection<MetricData> produce(Resource resource) {
        return Collected.from(pilot.get(), resource);
    }

    @Override
    public String toString() {
        return "PilotMetricProducer[" + pilot + "]";
    }
}
