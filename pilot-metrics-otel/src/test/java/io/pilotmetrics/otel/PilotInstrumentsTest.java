// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.otel;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import io.pilotmetrics.PilotMetrics;
import io.pilotmetrics.snapshot.Figure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With OpenTelemetry's API; that an SDK is behind it is this test's affair. */
class PilotInstrumentsTest {

    private static final AttributeKey<String> HANDLER = AttributeKey.stringKey("handler");

    private final InMemoryMetricReader reader = InMemoryMetricReader.create();
    private final SdkMeterProvider provider =
            SdkMeterProvider.builder().registerMetricReader(reader).build();
    private final OpenTelemetry openTelemetry = new OpenTelemetry() {
        @Override
        public MeterProvider getMeterProvider() {
            return provider;
        }

        @Override
        public TracerProvider getTracerProvider() {
            return TracerProvider.noop();
        }

        @Override
        public ContextPropagators getPropagators() {
            return ContextPropagators.noop();
        }
    };
    private final PilotMetrics pilot = PilotMetrics.builder("p")
            .figures(() -> java.util.List.of(
                    new Figure("survey.x", 0.5, 0.4, 0.6, 9, "1", Map.of("question", "q"), Instant.EPOCH)))
            .build();

    @AfterEach
    void close() {
        pilot.close();
        provider.close();
    }

    private ByName<MetricData> collect() {
        return new ByName<>(reader.collectAllMetrics().stream()
                .collect(Collectors.toMap(MetricData::getName, Function.identity())));
    }

    private static long count(MetricData metric) {
        return metric.getLongSumData().getPoints().iterator().next().getValue();
    }

    @Test
    void bind_showsOneSnapshotInAllInstruments() {
        AtomicInteger taken = new AtomicInteger();
        // tag::instruments[]
        PilotInstruments shown = PilotInstruments.bind(openTelemetry, pilot::snapshot);
        // end::instruments[]
        shown.close();
        PilotInstruments counted = PilotInstruments.bind(openTelemetry, () -> {
            taken.incrementAndGet();
            return pilot.snapshot();
        });
        var handler = pilot.handler("h", String.class).id(e -> e).register();
        handler.run("a", e -> {});
        handler.run("a", e -> {});

        ByName<MetricData> metrics = collect();

        assertThat(taken).hasValue(1);
        assertThat(count(metrics.get("pilot.received"))).isEqualTo(2);
        assertThat(count(metrics.get("pilot.call.duration.count"))).isEqualTo(2);
        assertThat(metrics.get("pilot.call.duration.sum").getDoubleSumData().getPoints())
                .singleElement()
                .satisfies(point -> assertThat(point.getValue())
                        .isEqualTo(handler.snapshot().latency().sumNanos() / 1e9));
        assertThat(metrics.get("pilot.call.duration.max").getDoubleGaugeData().getPoints())
                .singleElement()
                .satisfies(
                        point -> assertThat(point.getAttributes().get(HANDLER)).isEqualTo("h"));
        assertThat(metrics.get("pilot.events").getLongSumData().getPoints())
                .anyMatch(point -> "duplicate".equals(point.getAttributes().get(AttributeKey.stringKey("disposition")))
                        && point.getValue() == 1);
        counted.close();
        assertThat(reader.collectAllMetrics()).isEmpty();
    }

    @Test
    void figure_hasItsGaugesFromTheNextCollectionOn() {
        try (PilotInstruments shown = PilotInstruments.bind(openTelemetry, pilot::snapshot)) {
            assertThat(shown).isNotNull();
            collect();
            ByName<MetricData> metrics = collect();
            Map.of("", 0.5, ".low", 0.4, ".high", 0.6)
                    .forEach((limit, value) -> assertThat(metrics.get("pilot.figure.survey.x" + limit)
                                    .getDoubleGaugeData()
                                    .getPoints())
                            .singleElement()
                            .satisfies(point -> assertThat(point.getValue()).isEqualTo(value)));
        }
        assertThat(reader.collectAllMetrics()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PilotInstruments", "PilotInstruments$Point", "SampledSpan"})
    void classes_needTheApiAlone(String name) throws IOException {
        try (InputStream in = PilotInstruments.class.getResourceAsStream(name + ".class")) {
            assertThat(in).as(name).isNotNull();
            assertThat(new String(in.readAllBytes(), StandardCharsets.ISO_8859_1))
                    .contains("io/pilotmetrics")
                    .doesNotContain("io/opentelemetry/sdk")
                    .doesNotContain("io/pilotmetrics/otel/Collected")
                    .doesNotContain("io/pilotmetrics/otel/MetricOf");
        }
    }
}
