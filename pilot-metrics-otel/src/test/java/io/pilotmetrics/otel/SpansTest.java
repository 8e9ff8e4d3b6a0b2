// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.otel;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.metrics.data.DoubleExemplarData;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.pilotmetrics.CurrentSpan;
import io.pilotmetrics.Handler;
import io.pilotmetrics.PilotMetrics;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Traces of calls that ended in a span, found with this module on the class path. */
class SpansTest {

    private static List<DoubleExemplarData> exemplars(PilotMetrics pilot) {
        return PilotMetricProducer.of(pilot::snapshot).produce(Resource.empty()).stream()
                .filter(metric -> metric.getName().equals("pilot.call.duration"))
                .flatMap(metric -> metric.getExponentialHistogramData().getPoints().stream())
                .flatMap(point -> point.getExemplars().stream())
                .toList();
    }

    private static Span span(Sampler sampler) {
        Tracer tracer = SdkTracerProvider.builder()
                .setSampler(sampler)
                .addSpanProcessor(
                        SimpleSpanProcessor.create(InMemorySpanExporter.create())) // else newer SDKs make none
                .build()
                .get("test");
        return tracer.spanBuilder("request").startSpan();
    }

    @Test
    void callInASampledSpan_isAnExemplar() {
        try (PilotMetrics pilot = PilotMetrics.create("spans")) {
            Handler<String> handler = pilot.handler("h", String.class).register();
            Span span = span(Sampler.alwaysOn());
            try (Scope scope = span.makeCurrent()) {
                assertThat(scope).isNotNull();
                handler.run("a", e -> {});
            }
            assertThat(exemplars(pilot)).singleElement().satisfies(exemplar -> {
                assertThat(exemplar.getSpanContext().getTraceId())
                        .isEqualTo(span.getSpanContext().getTraceId());
                assertThat(exemplar.getSpanContext().getSpanId())
                        .isEqualTo(span.getSpanContext().getSpanId());
                assertThat(exemplar.getValue())
                        .isEqualTo(handler.snapshot().latency().maxNanos() / 1e9);
                assertThat(exemplar.getFilteredAttributes().isEmpty()).isTrue();
            });
        }
    }

    @Test
    void callOutsideOfASpan_orInOneThatNobodyKeeps_isNone() {
        try (PilotMetrics pilot = PilotMetrics.create("spans")) {
            Handler<String> handler = pilot.handler("h", String.class).register();
            handler.run("a", e -> {});
            try (Scope scope = span(Sampler.alwaysOff()).makeCurrent()) {
                assertThat(scope).isNotNull();
                assertThat(new SampledSpan().current()).isNull();
                handler.run("a", e -> {});
            }
            assertThat(exemplars(pilot)).isEmpty();
        }
    }

    @Test
    void pilotThatWantsNone_hasNone() {
        try (PilotMetrics pilot =
                PilotMetrics.builder("spans").exemplars(CurrentSpan.NONE).build()) {
            try (Scope scope = span(Sampler.alwaysOn()).makeCurrent()) {
                assertThat(scope).isNotNull();
                pilot.handler("h", String.class).register().run("a", e -> {});
            }
            assertThat(exemplars(pilot)).isEmpty();
        }
    }
}
