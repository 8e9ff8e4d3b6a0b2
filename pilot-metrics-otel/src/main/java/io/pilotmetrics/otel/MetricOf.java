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
import io.opentelemetry.sdk.metrics.data.SumData;
import io.opentelemetry.sdk.resources.Resource;
import io.pilotmetrics.export.Metric;
import io.pilotmetrics.export.Samples;
import java.util.List;

/** One metric with all of its points, as the SDK reads it. */
record MetricOf(Resource resource, String name, String description, String unit, MetricDataType type, Data<?> data)
        implements MetricData {

    private static final InstrumentationScopeInfo SCOPE = InstrumentationScopeInfo.create("io.pilotmetrics");

    static MetricOf histogram(
            Resource resource,
            Metric metric,
            AggregationTemporality temporality,
            List<ExponentialHistogramPointData> points) {
        return of(resource, metric, MetricDataType.EXPONENTIAL_HISTOGRAM, new Histograms(temporality, points));
    }

    static MetricOf sum(
            Resource resource, Metric metric, AggregationTemporality temporality, List<LongPointData> points) {
        return of(resource, metric, MetricDataType.LONG_SUM, new Sums(temporality, points));
    }

    static MetricOf gauge(Resource resource, Metric metric, List<DoublePointData> points) {
        return of(resource, metric, MetricDataType.DOUBLE_GAUGE, new Gauges(points));
    }

    static MetricOf figure(Resource resource, String name, String unit, List<DoublePointData> points) {
        return new MetricOf(
                resource, name, Samples.FIGURE_DESCRIPTION, unit, MetricDataType.DOUBLE_GAUGE, new Gauges(points));
    }

    private static MetricOf of(Resource resource, Metric metric, MetricDataType type, Data<?> data) {
        return new MetricOf(resource, metric.name(), metric.description(), metric.unit(), type, data);
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

    private record Gauges(List<DoublePointData> points) implements GaugeData<DoublePointData> {
        @Override
        public List<DoublePointData> getPoints() {
            return points;
        }
    }

    private record Sums(AggregationTemporality temporality, List<LongPointData> points)
            implements SumData<LongPointData> {
        @Override
        public boolean isMonotonic() {
            return true;
        }

        @Override
        public AggregationTemporality getAggregationTemporality() {
            return temporality;
        }

        @Override
        public List<LongPointData> getPoints() {
            return points;
        }
    }

    private record Histograms(AggregationTemporality temporality, List<ExponentialHistogramPointData> points)
            implements ExponentialHistogramData {
        @Override
        public AggregationTemporality getAggregationTemporality() {
            return temporality;
        }

        @Override
        public List<ExponentialHistogramPointData> getPoints() {
            return points;
        }
    }
}
