// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.benchmarks.export;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.incubator.metrics.BoundDoubleHistogram;
import io.opentelemetry.api.incubator.metrics.ExtendedDoubleHistogram;
import io.opentelemetry.sdk.metrics.Aggregation;
import io.opentelemetry.sdk.metrics.InstrumentSelector;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.View;
import io.opentelemetry.sdk.metrics.data.MetricData;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;

/** OpenTelemetry's exponential histogram with many attribute sets, collected. */
final class OtelCollection implements SnapshotSubject {

    private static final int MORE_THAN_ALL = 10_000;

    private final PullReader reader = new PullReader();
    private final List<BoundDoubleHistogram> histograms;

    OtelCollection(int instruments) {
        SdkMeterProvider provider = SdkMeterProvider.builder()
                .registerMetricReader(reader)
                .registerView(
                        InstrumentSelector.builder().setName("leads").build(),
                        View.builder()
                                .setAggregation(Aggregation.base2ExponentialBucketHistogram())
                                .setCardinalityLimit(MORE_THAN_ALL)
                                .build())
                .build();
        ExtendedDoubleHistogram histogram = (ExtendedDoubleHistogram) provider.get("benchmarks")
                .histogramBuilder("leads")
                .setUnit("s")
                .build();
        histograms = IntStream.range(0, instruments)
                .mapToObj(i -> histogram.bind(
                        Attributes.builder().put("handler", "handler." + i).build()))
                .toList();
    }

    @Override
    public void count(int instrument, long nanos) {
        histograms.get(instrument).record(nanos * 1e-9);
    }

    @Override
    public void tick() {}

    @Override
    public Object read() {
        return reader.collect();
    }

    @Override
    public long count(Object reading) {
        return ((Collection<?>) reading)
                .stream()
                        .map(MetricData.class::cast)
                        .flatMap(metric -> metric.getExponentialHistogramData().getPoints().stream())
                        .mapToLong(point -> point.getCount())
                        .sum();
    }
}
