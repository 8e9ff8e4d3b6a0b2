// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.exporters;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.pilotmetrics.PilotMetrics;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Bound to a registry of Micrometer's. */
class MicrometerTest extends ExporterContract {

    @Override
    Dialect dialect() {
        return new MicrometerDialect();
    }

    @Override
    Map<Id, Shown> read(PilotMetrics pilot) {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        pilot.bindTo(registry);
        Map<Id, Shown> shown = new HashMap<>();
        for (Meter meter : registry.getMeters()) {
            Meter.Id id = meter.getId();
            Map<String, String> tags = id.getTags().stream().collect(Collectors.toMap(Tag::getKey, Tag::getValue));
            Shown series =
                    new Shown(id.getType().name(), or(id.getBaseUnit()), or(id.getDescription()), numbers(meter));
            assertThat(shown.put(new Id(id.getName(), tags), series))
                    .as("a meter occurs once: %s", id)
                    .isNull();
        }
        return shown;
    }

    private static String or(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static Map<String, Double> numbers(Meter meter) {
        if (meter instanceof FunctionCounter counter) {
            return Map.of(Shown.VALUE, counter.count());
        }
        if (meter instanceof Gauge gauge) {
            return Map.of(Shown.VALUE, gauge.value());
        }
        FunctionTimer timer = (FunctionTimer) meter;
        return Map.of("count", timer.count(), "sum", timer.totalTime(TimeUnit.SECONDS));
    }

    @Test
    void metersOfOneName_haveThePagesKeysAndNoOthers() {
        try (FullPilot full = new FullPilot()) {
            SimpleMeterRegistry registry = new SimpleMeterRegistry();
            full.pilot().bindTo(registry);
            for (Page.Row row : Page.rows().values()) {
                Set<String> keys = new TreeSet<>(row.labels());
                keys.add("pilot");
                if (keys.remove("account")) {
                    keys.add("handler");
                    keys.add("operation");
                }
                assertThat(registry.find(row.micrometer()).meters())
                        .allSatisfy(meter -> assertThat(meter.getId().getTags())
                                .extracting(Tag::getKey)
                                .containsExactlyInAnyOrderElementsOf(keys));
            }
        }
    }
}
