// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.otel;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.pilotmetrics.Handler;
import io.pilotmetrics.PilotMetrics;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The SDK configured by the standard properties alone: nothing in this test says that pilots are to be exported. */
class AutoConfigurationTest {

    private static OpenTelemetrySdk sdk(Map<String, String> properties) {
        return AutoConfiguredOpenTelemetrySdk.builder()
                .addPropertiesSupplier(() -> properties)
                .disableShutdownHook()
                .build()
                .getOpenTelemetrySdk();
    }

    private static boolean has(Map<String, Metric> metrics, String pilot) {
        return points(metrics, pilot).findAny().isPresent();
    }

    private static boolean has(Map<String, Metric> metrics, String pilot, long received) {
        return points(metrics, pilot).anyMatch(point -> point.getAsInt() == received);
    }

    private static Stream<NumberDataPoint> points(Map<String, Metric> metrics, String pilot) {
        Metric received = metrics.get("pilot.received");
        return received == null
                ? Stream.of()
                : received.getSum().getDataPointsList().stream()
                        .filter(point -> point.getAttributesList().stream()
                                .anyMatch(attribute ->
                                        attribute.getValue().getStringValue().equals(pilot)));
    }

    private static ExponentialHistogramDataPoint durations(ByName<Metric> metrics, String pilot) {
        return metrics.get("pilot.call.duration").getExponentialHistogram().getDataPointsList().stream()
                .filter(point -> point.getAttributesList().stream()
                        .anyMatch(attribute ->
                                attribute.getValue().getStringValue().equals(pilot)))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http/protobuf", "grpc"})
    void openPilot_madeAfterTheSdk_isExported_bucketByBucket(String protocol) throws Exception {
        Random random = new Random(11);
        Durations durations = new Durations(LongStream.generate(
                        () -> random.nextInt(50) == 0 ? 0 : Math.round(4e7 * Math.exp(0.4 * random.nextGaussian())))
                .limit(2_000)
                .toArray());
        OtlpTest.ExactClock clock = new OtlpTest.ExactClock();
        String name = "auto-" + protocol.replace('/', '-');
        try (Receiver receiver = Receiver.of(protocol);
                OpenTelemetrySdk sdk = sdk(receiver.properties());
                PilotMetrics pilot = PilotMetrics.builder(name).clock(clock).build()) {
            LongCounter own = sdk.getMeter("own").counterBuilder("own").build();
            own.add(1);
            Handler<Long> handler = pilot.handler("calls", Long.class).register();
            LongStream.of(durations.nanos()).forEach(nanos -> handler.run(nanos, n -> clock.nanos += n));

            ByName<Metric> metrics = receiver.await(all -> has(all, name));

            OtlpTest.assertEqual(durations(metrics, name), durations, 5);
        }
    }

    /** A batch job: over before the first export. */
    @Test
    void pilotThatWasClosedBeforeTheFirstExport_isInTheLastOne() throws Exception {
        try (Receiver receiver = Receiver.of("http/protobuf")) {
            Map<String, String> properties = receiver.properties();
            properties.put("otel.metric.export.interval", "3600000");
            try (OpenTelemetrySdk sdk = sdk(properties)) {
                assertThat(sdk).isNotNull();
                try (PilotMetrics pilot = PilotMetrics.create("short")) {
                    pilot.handler("h", String.class).register().run("a", e -> {});
                }
            }
            assertThat(has(Receiver.pilots(receiver.next()), "short", 1)).isTrue();
        }
    }

    @Test
    void pilotsOfOneName_areOne_alsoAfterOneIsOver() throws Exception {
        try (Receiver receiver = Receiver.of("http/protobuf");
                OpenTelemetrySdk sdk = sdk(receiver.properties());
                PilotMetrics other = PilotMetrics.builder("twins").instance("i").build()) {
            assertThat(sdk).isNotNull();
            try (PilotMetrics one = PilotMetrics.builder("twins").instance("i").build()) {
                one.handler("h", String.class).register().run("a", e -> {});
                other.handler("h", String.class).register().run("a", e -> {});
                receiver.await(all -> has(all, "twins", 2));
            }
            ByName<Metric> later = receiver.await(all -> has(all, "twins"));
            assertThat(has(later.metrics(), "twins", 2)).isTrue();
        }
    }

    @Test
    void switchedOff_exportsEverythingElse() throws Exception {
        try (Receiver receiver = Receiver.of("http/protobuf");
                PilotMetrics pilot = PilotMetrics.create("off")) {
            pilot.handler("h", String.class).register().run("a", e -> {});
            Map<String, String> properties = receiver.properties();
            properties.put("otel.instrumentation.pilot-metrics.enabled", "false");
            try (OpenTelemetrySdk sdk = sdk(properties)) {
                LongCounter own = sdk.getMeter("own").counterBuilder("own").build();
                own.add(1, io.opentelemetry.api.common.Attributes.of(AttributeKey.stringKey("k"), "v"));
                assertThat(Receiver.pilots(receiver.next())).isEmpty();
            }
        }
    }

    /** Export threads are the SDK's own, and keep no process alive. */
    @Test
    void exportThreads_areDaemons() throws Exception {
        try (Receiver receiver = Receiver.of("http/protobuf");
                OpenTelemetrySdk sdk = sdk(receiver.properties());
                PilotMetrics pilot = PilotMetrics.create("daemons")) {
            assertThat(sdk).isNotNull();
            pilot.handler("h", String.class).register().run("a", e -> {});
            receiver.await(all -> has(all, "daemons"));
            assertThat(Thread.getAllStackTraces().keySet())
                    .filteredOn(thread -> thread.getName().startsWith("PeriodicMetricReader"))
                    .isNotEmpty()
                    .allMatch(Thread::isDaemon);
        }
    }
}
