// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.exporters;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporter;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.export.MetricProducer;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** What a collector gets: sent by the SDK's exporter over HTTP, decoded with OpenTelemetry's own protocol classes. */
final class OtlpWire {

    private static final long NANOS = 1_000_000_000;

    private final Map<Id, Shown> shown = new HashMap<>();

    private OtlpWire() {}

    /** One export of a producer. */
    static Map<Id, Shown> read(MetricProducer producer) throws Exception {
        BlockingQueue<byte[]> bodies = new LinkedBlockingQueue<>();
        HttpServer collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        collector.createContext("/v1/metrics", exchange -> {
            try (exchange) {
                bodies.add(exchange.getRequestBody().readAllBytes());
                exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
                exchange.sendResponseHeaders(200, -1);
            }
        });
        collector.start();
        InetSocketAddress at = collector.getAddress();
        String endpoint = "http://" + at.getAddress().getHostAddress() + ":" + at.getPort() + "/v1/metrics";
        OtlpHttpMetricExporter exporter =
                OtlpHttpMetricExporter.builder().setEndpoint(endpoint).build();
        try (SdkMeterProvider provider = SdkMeterProvider.builder()
                .registerMetricProducer(producer)
                .registerMetricReader(PeriodicMetricReader.create(exporter))
                .build()) {
            assertThat(provider.forceFlush().join(20, TimeUnit.SECONDS).isSuccess())
                    .isTrue();
            byte[] body = bodies.poll(20, TimeUnit.SECONDS);
            assertThat(body).as("a request within 20 s").isNotNull();
            OtlpWire wire = new OtlpWire();
            ExportMetricsServiceRequest.parseFrom(body).getResourceMetricsList().stream()
                    .flatMap(resource -> resource.getScopeMetricsList().stream())
                    .filter(scope -> scope.getScope().getName().equals("io.pilotmetrics"))
                    .flatMap(scope -> scope.getMetricsList().stream())
                    .forEach(wire::metric);
            return wire.shown;
        } finally {
            collector.stop(0);
        }
    }

    private void metric(Metric metric) {
        switch (metric.getDataCase()) {
            case SUM -> {
                String order = metric.getSum().getIsMonotonic() ? " monotonic" : "";
                String kind = temporality(metric.getSum().getAggregationTemporality()) + order + " sum of ";
                metric.getSum().getDataPointsList().forEach(point -> number(metric, kind, point));
            }
            case GAUGE -> metric.getGauge().getDataPointsList().forEach(point -> number(metric, "gauge of ", point));
            case EXPONENTIAL_HISTOGRAM -> {
                String kind = temporality(metric.getExponentialHistogram().getAggregationTemporality())
                        + " exponential histogram";
                metric.getExponentialHistogram()
                        .getDataPointsList()
                        .forEach(point -> add(metric, kind, point.getAttributesList(), durations(point)));
            }
            default -> throw new AssertionError("a metric of another kind: " + metric);
        }
    }

    private static String temporality(AggregationTemporality temporality) {
        return switch (temporality) {
            case AGGREGATION_TEMPORALITY_CUMULATIVE -> "cumulative";
            case AGGREGATION_TEMPORALITY_DELTA -> "delta";
            default -> "unspecified";
        };
    }

    private void add(Metric metric, String kind, List<KeyValue> attributes, Map<String, Double> numbers) {
        Map<String, String> labels = new TreeMap<>();
        attributes.forEach(each -> labels.put(each.getKey(), each.getValue().getStringValue()));
        Id id = new Id(metric.getName(), labels);
        assertThat(shown.put(id, new Shown(kind, metric.getUnit(), metric.getDescription(), numbers)))
                .as("a point occurs once: %s", id)
                .isNull();
    }

    private void number(Metric metric, String kind, NumberDataPoint point) {
        Map<String, Double> numbers = times(point.getStartTimeUnixNano(), point.getTimeUnixNano());
        boolean whole = point.hasAsInt();
        numbers.put(Shown.VALUE, whole ? (double) point.getAsInt() : point.getAsDouble());
        add(metric, kind + (whole ? "whole numbers" : "real numbers"), point.getAttributesList(), numbers);
    }

    private static Map<String, Double> times(long began, long at) {
        Map<String, Double> numbers = new TreeMap<>();
        OtlpDialect.time(numbers, "began", began / NANOS, began % NANOS);
        OtlpDialect.time(numbers, "at", at / NANOS, at % NANOS);
        return numbers;
    }

    private static Map<String, Double> durations(ExponentialHistogramDataPoint point) {
        Map<String, Double> numbers = times(point.getStartTimeUnixNano(), point.getTimeUnixNano());
        numbers.put("count", (double) point.getCount());
        numbers.put("sum", point.getSum());
        numbers.put("zeros", (double) point.getZeroCount());
        numbers.put("scale", (double) point.getScale());
        if (point.hasMin()) {
            numbers.put("min", point.getMin());
        }
        if (point.hasMax()) {
            numbers.put("max", point.getMax());
        }
        ExponentialHistogramDataPoint.Buckets buckets = point.getPositive();
        assertThat(buckets.getBucketCountsCount()).isLessThanOrEqualTo(160);
        for (int at = 0; at < buckets.getBucketCountsCount(); at++) {
            if (buckets.getBucketCounts(at) != 0) {
                numbers.put("bucket " + (buckets.getOffset() + at), (double) buckets.getBucketCounts(at));
            }
        }
        assertThat(point.getNegative().getBucketCountsCount()).isZero();
        return numbers;
    }
}
