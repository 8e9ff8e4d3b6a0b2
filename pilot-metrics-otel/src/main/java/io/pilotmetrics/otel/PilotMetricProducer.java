// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.otel;

import static java.util.Objects.requireNonNull;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.export.MetricProducer;
import io.opentelemetry.sdk.resources.Resource;
import io.pilotmetrics.export.BothWays;
import io.pilotmetrics.snapshot.PilotSnapshot;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Gives a pilot's metrics to every reader of an OpenTelemetry meter provider, whenever that reader collects.
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
 *   <li>Durations are exponential histograms, in seconds, whose buckets are the snapshot's own. Where a handler fills more
 *       than 160 of them (or {@link Builder#maxBuckets}), neighbours are merged without loss until at most so many are left; zeros, count,
 *       sum, minimum and maximum stay exact. Calls that ended in a sampled span are their exemplars.
 *   <li>Counters are monotonic sums, what can fall is a gauge. Everything is cumulative since the pilot began, also for a
 *       reader that prefers deltas, since one producer serves all readers of a provider; {@link Builder#deltaForOneReader} is for a provider
 *       with one.
 *   <li>One collection takes one snapshot, so its metrics agree with one another. Recording an event costs nothing more.
 *   <li>A pilot that is closed goes on to be read as it stood; its sources of figures go on to be asked.
 * </ul>
 *
 * <p>Any number of threads may collect at once if the supplier allows it, as {@code pilot::snapshot} does. It has no thread of its own.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/otel/metrics/data-model/#exponentialhistogram">OpenTelemetry data
 *     model, exponential histogram</a>
 */
public final class PilotMetricProducer implements MetricProducer {

    private final Supplier<PilotSnapshot> pilot;
    private final int maxBuckets;
    private final Map<String, Attributes> attributes;
    private final @Nullable Deltas deltas; // guarded by itself

    private PilotMetricProducer(Builder settings) {
        this.pilot = settings.pilot;
        this.maxBuckets = settings.maxBuckets == null ? Builder.DEFAULT_BUCKETS : settings.maxBuckets;
        this.attributes = Map.copyOf(settings.attributes);
        this.deltas = settings.delta ? new Deltas() : null;
    }

    /**
     * A producer of one pilot's metrics, with all defaults.
     *
     * @param pilot where a snapshot comes from, as a rule {@code pilot::snapshot}; called once for each collection
     * @return the producer, to be registered at a meter provider; several pilots have a producer each
     * @throws NullPointerException if {@code pilot} is null
     */
    public static PilotMetricProducer of(Supplier<PilotSnapshot> pilot) {
        return builder(pilot).build();
    }

    /**
     * A producer of one pilot's metrics, with settings.
     *
     * @param pilot where a snapshot comes from, as a rule {@code pilot::snapshot}; called once for each collection
     * @return a builder
     * @throws NullPointerException if {@code pilot} is null
     */
    public static Builder builder(Supplier<PilotSnapshot> pilot) {
        return new Builder(requireNonNull(pilot, "pilot"));
    }

    /**
     * Takes a snapshot and gives it as metrics. What {@code pilot} throws is passed on.
     *
     * @param resource what the metrics are about, given by the meter provider
     * @return every metric that has a point
     */
    @Override
    public Collection<MetricData> produce(Resource resource) {
        PilotSnapshot snapshot = pilot.get();
        BothWays.openTelemetry(snapshot.name());
        if (deltas == null) {
            return produce(snapshot, resource);
        }
        synchronized (deltas) { // who collects, never who records
            return produce(snapshot, resource);
        }
    }

    private Collection<MetricData> produce(PilotSnapshot snapshot, Resource resource) {
        Collected collected = new Collected(maxBuckets, attributes, deltas);
        collected.add(snapshot);
        return collected.metrics(resource);
    }

    @Override
    public String toString() {
        return "PilotMetricProducer[" + pilot + "]";
    }

    /** Settings of a producer. Everything is optional; {@link #build()} ends it. Not thread-safe. */
    public static final class Builder {

        /** As many as the exponential histograms of OpenTelemetry's SDK have by default. */
        static final int DEFAULT_BUCKETS = 160;

        private final Supplier<PilotSnapshot> pilot;
        private final Map<String, Attributes> attributes = new HashMap<>();
        private @Nullable Integer maxBuckets;
        private boolean delta;

        private Builder(Supplier<PilotSnapshot> pilot) {
            this.pilot = pilot;
        }

        /**
         * How many buckets a histogram has at most. Default: 160, 2.2 % wide where a handler's durations span less than 5 octaves.
         *
         * @param buckets 2 or more, since no bucket may hold durations below and above 1 s
         * @return this builder
         * @throws IllegalArgumentException if {@code buckets} is below 2
         * @throws IllegalStateException if it was set before
         */
        public Builder maxBuckets(int buckets) {
            if (buckets < 2) {
                throw new IllegalArgumentException(
                        "a histogram needs at least 2 buckets, got " + buckets + "; write maxBuckets(160)");
            }
            if (maxBuckets != null) {
                throw new IllegalStateException("maxBuckets was set before, to " + maxBuckets + "; give it once");
            }
            maxBuckets = buckets;
            return this;
        }

        /**
         * Gives what was counted since the last collection, for a backend that wants deltas. Default: all since the pilot began.
         *
         * <p>Register it at a meter provider with one reader: of two, each would get a part. Minimum and maximum are left out, since
         * they are known for the whole pilot only.
         *
         * @return this builder
         */
        public Builder deltaForOneReader() {
            delta = true;
            return this;
        }

        /**
         * Attributes for each point of one handler or operation, such as those that the semantic conventions ask for: {@code
         * messaging.system}, {@code messaging.destination.name}, {@code http.route}, {@code db.system.name}. Where a key is one of a metric's own,
         * that one wins. Default: none.
         *
         * @param account the name of the handler or operation
         * @param beside the attributes
         * @return this builder
         * @throws NullPointerException if an argument is null
         * @throws IllegalStateException if this account's were set before
         */
        public Builder attributes(String account, Attributes beside) {
            requireNonNull(beside, "beside");
            Attributes earlier = attributes.putIfAbsent(requireNonNull(account, "account"), beside);
            if (earlier != null) {
                throw new IllegalStateException(
                        "the attributes of \"" + account + "\" were set before, to " + earlier + "; give them at once");
            }
            return this;
        }

        /**
         * The producer.
         *
         * @return to be registered at a meter provider
         */
        public PilotMetricProducer build() {
            return new PilotMetricProducer(this);
        }
    }
}
