// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.benchmarks.latency;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.incubator.metrics.BoundDoubleHistogram;
import io.opentelemetry.api.incubator.metrics.ExtendedDoubleHistogram;
import io.opentelemetry.sdk.metrics.Aggregation;
import io.opentelemetry.sdk.metrics.InstrumentSelector;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.View;
import io.opentelemetry.sdk.metrics.data.ExponentialHistogramPointData;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.PointData;
import io.pilotmetrics.benchmarks.export.PullReader;
import java.util.List;

/** OpenTelemetry's histogram, bound to its attributes by the incubating API, with one reader. */
final class OtelHistogram implements LatencySubject {

    private static final List<Double> SECONDS =
            List.of(0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1.0, 2.5, 5.0, 7.5, 10.0);

    private final PullReader reader = new PullReader();
    private final BoundDoubleHistogram histogram;

    private OtelHistogram(Aggregation aggregation) {
        SdkMeterProvider provider = SdkMeterProvider.builder()
                .registerMetricReader(reader)
                .registerView(
                        InstrumentSelector.builder().setName("latency").build(),
                        View.builder().setAggregation(aggregation).build())
                .build();
        ExtendedDoubleHistogram unbound = (ExtendedDoubleHistogram) provider.get("benchmarks")
                .histogramBuilder("latency")
                .setUnit("s")
                .setExplicitBucketBoundariesAdvice(SECONDS)
                .build();
        histogram = unbound.bind(Attributes.builder().put("outcome", "success").build());
    }

    static LatencySubject explicit() {
        return new OtelHistogram(Aggregation.defaultAggregation());
    }

    static LatencySubject exponential() {
        return new OtelHistogram(Aggregation.base2ExponentialBucketHistogram());
    }

    @Override
    public void record(long nanos) {
        histogram.record(nanos * 1e-9);
    }

    @Override
    public long count() {
        return reader.collect().stream()
                .map(MetricData::getData)
                .flatMap(data -> data.getPoints().stream())
                .mapToLong(OtelHistogram::count)
                .sum();
    }

    private static long count(PointData point) {
        return point instanceof ExponentialHistogramPointData exponential
                ? exponential.getCount()
                : ((HistogramPointData) point).getCount();
    }
}
