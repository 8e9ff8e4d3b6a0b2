// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.export;

import static java.util.Objects.requireNonNull;

import io.pilotmetrics.snapshot.Exemplar;
import io.pilotmetrics.snapshot.LatencySnapshot;
import java.util.List;
import java.util.Map;

/** What one series of a metric shows at one moment. */
public sealed interface Sample {

    /**
     * What it is a sample of.
     *
     * @return a metric of the catalogue
     */
    Metric metric();

    /**
     * Which series it belongs to.
     *
     * @return values by key, among them {@code pilot}; in no order; unmodifiable
     */
    Map<String, String> labels();

    /**
     * What tells its series from all others.
     *
     * @return metric and labels
     */
    default Series series() {
        return new Series(metric(), labels());
    }

    /**
     * Of a counter.
     *
     * @param metric a counter
     * @param labels values by key
     * @param total what was counted since the process began, 0 or more
     */
    record Count(Metric metric, Map<String, String> labels, long total) implements Sample {

        /**
         * Checks and copies its parts.
         *
         * @param metric a counter
         * @param labels values by key
         * @param total what was counted since the process began, 0 or more
         */
        public Count {
            requireNonNull(metric, "metric");
            labels = Map.copyOf(labels);
        }
    }

    /**
     * Of a gauge or a quantile.
     *
     * @param metric a gauge or a quantile
     * @param labels values by key
     * @param value as it stands, in the metric's unit; never NaN
     */
    record Value(Metric metric, Map<String, String> labels, double value) implements Sample {

        /**
         * Checks and copies its parts.
         *
         * @param metric a gauge or a quantile
         * @param labels values by key
         * @param value as it stands, in the metric's unit; never NaN
         */
        public Value {
            requireNonNull(metric, "metric");
            labels = Map.copyOf(labels);
            if (Double.isNaN(value)) {
                throw new IllegalArgumentException(metric + " needs a value, got NaN; leave the sample out");
            }
        }
    }

    /**
     * Of a histogram.
     *
     * @param metric a histogram
     * @param labels values by key
     * @param latency the durations
     * @param exemplars traces of some of them, by duration; empty where no span was current, and for all but calls
     */
    record Durations(Metric metric, Map<String, String> labels, LatencySnapshot latency, List<Exemplar> exemplars)
            implements Sample {

        /**
         * Checks and copies its parts.
         *
         * @param metric a histogram
         * @param labels values by key
         * @param latency the durations
         * @param exemplars traces of some of them, by duration
         */
        public Durations {
            requireNonNull(metric, "metric");
            labels = Map.copyOf(labels);
            requireNonNull(latency, "latency");
            exemplars = List.copyOf(exemplars);
        }
    }
}
