// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.otel;

import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.Data;
import io.opentelemetry.sdk.metrics.data.DoublePointData;
import io.opentelemetry.sdk.metrics.data.ExponentialHistogramData;
import io.opentelemetry.sdk.metrics.data.ExponentialHistogramPointData;
import io.opentelemetry.sdk.metrics.data.GaugeData;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.MetricDataType;
import io.opentelemetry.sdk.metrics.data.PointData;
import io.opentelemetry.sdk.metrics.data.SumData;
import io.opentelemetry.sdk.resources.Resource;
import java.util.List;

/** One metric with all of its points, as the SDK reads it. */
record Metric(Resource resource, String name, String description, String unit, MetricDataType type, Data<?> data)
        implements MetricData {

    private static final InstrumentationScopeInfo SCOPE = InstrumentationScopeInfo.create("io.pilotmetrics");

    static Metric histogram(Resource resource, Instrument instrument, List<ExponentialHistogramPointData> points) {
        return of(resource, instrument, MetricDataType.EXPONENTIAL_HISTOGRAM, new Histograms(points));
    }

    static Metric sum(Resource resource, Instrument instrument, List<LongPointData> points) {
        return of(resource, instrument, MetricDataType.LONG_SUM, new Sums(points));
    }

    static Metric gauge(Resource resource, Instrument instrument, List<LongPointData> points) {
        return of(resource, instrument, MetricDataType.LONG_GAUGE, new Gauges<>(points));
    }

    static Metric figure(Resource resource, String name, String unit, List<DoublePointData> points) {
        String description = "A figure that was supplied to the pilot.";
        return new Metric(resource, name, description, unit, MetricDataType.DOUBLE_GAUGE, new Gauges<>(points));
    }

    private static Metric of(Resource resource, Instrument instrument, MetricDataType type, Data<?> data) {
        return new Metric(resource, instrument.metric, instrument.description, instrument.unit, type, data);
    }

    @Override
    public Resource getResource() {
        return resource;
    }

    @Override
    public InstrumentationScopeInfo getInstrumentationScopeInfo() {
        return SCOPE;
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public String getDescription() {
        return description;
    }

    @Override
    public String getUnit() {
        return unit;
    }

    @Override
    public MetricDataType getType() {
        return type;
    }

    @Override
    public Data<?> getData() {
        return data;
    }

    private record Gauges<P extends PointData>(List<P> points) implements GaugeData<P> {
        @Override
        public List<P> getPoints() {
            return points;
        }
    }

    private record Sums(List<LongPointData> points) implements SumData<LongPointData> {
        @Override
        public boolean isMonotonic() {
            return true;
        }

        @Override
        public AggregationTemporality getAggregationTemporality() {
            return AggregationTemporality.CUMULATIVE;
        }

        @Override
        public List<LongPointData> getPoints() {
            return points;
        }
    }

    private record Histograms(List<ExponentialHistogramPointData> points) implements ExponentialHistogramData {
        @Override
        public AggregationTemporality getAggregationTemporality() {
            return AggregationTemporality.CUMULATIVE;
        }

        @Override
        public List<ExponentialHistogramPointData> getPoints() {
            return points;
        }
    }
}
