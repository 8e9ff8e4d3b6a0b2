// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.otel;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.registry.otlp.OtlpMeterRegistry;
import io.opentelemetry.sdk.resources.Resource;
import io.pilotmetrics.PilotMetrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A backend that gets a pilot from Micrometer and from OpenTelemetry gets everything twice. */
class BothWaysTest {

    private static final Logger LOGGER = Logger.getLogger("io.pilotmetrics");

    private final List<String> warnings = new ArrayList<>();
    private final Handler log = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            warnings.add(entry.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };
    private final MeterRegistry otlp = new OtlpMeterRegistry(
            key -> switch (key) {
                case "otlp.enabled" -> "false"; // nobody listens
                case "otlp.step" -> Duration.ofHours(1).toString();
                default -> null;
            },
            Clock.SYSTEM);

    @BeforeEach
    void listen() {
        LOGGER.addHandler(log);
    }

    @AfterEach
    void stop() {
        LOGGER.removeHandler(log);
        otlp.close();
    }

    @Test
    void otlpRegistryInAComposite_andAProducer_warnOnce_withTheSwitch() {
        try (PilotMetrics pilot = PilotMetrics.create("twice")) {
            CompositeMeterRegistry composite = new CompositeMeterRegistry();
            composite.add(otlp);
            pilot.bindTo(composite);
            PilotMetricProducer producer = PilotMetricProducer.of(pilot::snapshot);
            assertThat(warnings).isEmpty();
            producer.produce(Resource.empty());
            producer.produce(Resource.empty());
            assertThat(warnings)
                    .singleElement()
                    .asString()
                    .contains(
                            "pilot \"twice\"", "OtlpMeterRegistry", "OTEL_INSTRUMENTATION_PILOT_METRICS_ENABLED=false");
        }
    }

    @Test
    void registryThatPushesNoOtlp_isNoReasonToWarn() {
        try (PilotMetrics pilot = PilotMetrics.create("apart")) {
            pilot.bindTo(new SimpleMeterRegistry());
            PilotMetricProducer.of(pilot::snapshot).produce(Resource.empty());
            assertThat(warnings).isEmpty();
        }
    }

    @Test
    void registryThatWasLeft_isNoReasonToWarn() {
        try (PilotMetrics pilot = PilotMetrics.create("left")) {
            pilot.bindTo(otlp).close();
            PilotMetricProducer.of(pilot::snapshot).produce(Resource.empty());
            assertThat(warnings).isEmpty();
        }
    }
}
