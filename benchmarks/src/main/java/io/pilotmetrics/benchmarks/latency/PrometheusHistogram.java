// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.benchmarks.latency;

import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/** The Prometheus client's histogram, its label values looked up once. */
final class PrometheusHistogram implements LatencySubject {

    private final DistributionDataPoint histogram;

    private PrometheusHistogram(Histogram.Builder builder) {
        histogram = builder.name("latency_seconds")
                .help("How long a call took.")
                .labelNames("outcome")
                .register(new PrometheusRegistry())
                .labelValues("success");
    }

    static LatencySubject classic() {
        return new PrometheusHistogram(Histogram.builder().classicOnly());
    }

    static LatencySubject nativeBuckets() {
        return new PrometheusHistogram(Histogram.builder().nativeOnly());
    }

    @Override
    public void record(long nanos) {
        histogram.observe(nanos * 1e-9);
    }

    @Override
    public long count() {
        return histogram.getCount();
    }
}
