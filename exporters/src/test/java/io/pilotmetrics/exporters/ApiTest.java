// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.exporters;

import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.DoublePointData;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.PointData;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import io.pilotmetrics.PilotMetrics;
import io.pilotmetrics.otel.PilotInstruments;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** Instruments of OpenTelemetry's API, with an SDK behind it. */
class ApiTest extends ExporterContract {

    private static final Map<String, String> PARTS = Map.of("count", " How many.", "sum", " Their sum.");

    @Override
    Dialect dialect() {
        return new ApiDialect();
    }

    @Override
    Map<Id, Shown> read(PilotMetrics pilot) {
        InMemoryMetricReader reader = InMemoryMetricReader.create();
        SdkMeterProvider provider =
                SdkMeterProvider.builder().registerMetricReader(reader).build();
        try (OpenTelemetrySdk sdk =
                        OpenTelemetrySdk.builder().setMeterProvider(provider).build();
                PilotInstruments shown = PilotInstruments.bind(sdk, pilot::snapshot)) {
            Collection<MetricData> first = reader.collectAllMetrics(); // figures have their gauges from the next on
            Map<Id, Shown> read = new HashMap<>();
            for (MetricData metric : reader.collectAllMetrics()) {
                metric.getData().getPoints().forEach(point -> add(read, metric, point));
            }
            return read;
        }
    }

    private static void add(Map<Id, Shown> read, MetricData metric, PointData point) {
        Map<String, String> labels = new TreeMap<>();
        point.getAttributes().forEach((key, word) -> labels.put(key.getKey(), String.valueOf(word)));
        String name = metric.getName();
        for (Map.Entry<String, String> part : PARTS.entrySet()) {
            String whole =
                    name.substring(0, Math.max(0, name.length() - part.getKey().length() - 1));
            Page.Row row = Page.rows().get(whole);
            if (name.endsWith("." + part.getKey()) && row != null && row.isOf("histogram")) {
                String what = metric.getDescription().replace(part.getValue(), "");
                read.computeIfAbsent(
                                new Id(whole, labels),
                                id -> new Shown(ApiDialect.COUNTERS, row.unit(), what, new TreeMap<>()))
                        .numbers()
                        .put(part.getKey(), number(point));
                return;
            }
        }
        String kind = switch (metric.getType()) {
            case LONG_SUM -> ApiDialect.COUNTER;
            case DOUBLE_GAUGE -> ApiDialect.GAUGE;
            default -> metric.getType().toString();
        };
        Map<String, Double> numbers = new TreeMap<>(Map.of(Shown.VALUE, number(point)));
        if (read.put(new Id(name, labels), new Shown(kind, metric.getUnit(), metric.getDescription(), numbers))
                != null) {
            throw new AssertionError("a point occurs twice: " + name + labels);
        }
    }

    private static double number(PointData point) {
        return point instanceof LongPointData whole ? (double) whole.getValue() : ((DoublePointData) point).getValue();
    }
}
