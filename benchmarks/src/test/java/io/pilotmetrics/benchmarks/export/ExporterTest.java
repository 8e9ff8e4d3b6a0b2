// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.benchmarks.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotmetrics.PilotMetrics;
import io.pilotmetrics.benchmarks.handler.Lead;
import java.util.function.IntSupplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExporterTest {

    @ParameterizedTest
    @EnumSource
    void bind_readsMoreOnceAnEventWasHandled(Exporter exporter) {
        try (PilotMetrics pilot = PilotMetrics.create("benchmark")) {
            IntSupplier reading = exporter.bind(pilot);
            int before = reading.getAsInt();
            ManyHandlers.register(pilot, 1).get(0).run(new Lead("shop-eu"), lead -> lead.handled++);
            assertThat(reading.getAsInt()).isGreaterThan(before);
        }
    }
}
