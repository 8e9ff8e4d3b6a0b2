// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.pilotmetrics.Handler;
import io.pilotmetrics.PilotMetrics;
import io.pilotmetrics.snapshot.Figure;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PilotMeterBinderTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final PilotMetrics pilot = PilotMetrics.builder("p")
            .figures(() -> List.of(Figure.exact("survey.x", 0.5, 4, "1", Map.of("question", "q"), Instant.EPOCH)))
            .build();

    @AfterEach
    void close() {
        pilot.close();
    }

    @Test
    void bind_showsCountsAsTheyStandWhenRead() {
        Handler<String> early = pilot.handler("early", String.class)
                .id(e -> e)
                .malformedIf("empty", String::isEmpty)
                .register();
        pilot.bindTo(registry);
        Handler<String> late = pilot.handler("late", String.class).register();
        early.consumer(e -> {}).accept("a");
        early.consumer(e -> {}).accept("a");
        late.consumer(e -> {}).accept("b");
        assertThat(registry.get("pilot.received")
                        .tag("handler", "early")
                        .functionCounter()
                        .count())
                .isEqualTo(2);
        assertThat(registry.get("pilot.events")
                        .tags("handler", "early", "disposition", "duplicate")
                        .functionCounter()
                        .count())
                .isEqualTo(1);
        assertThat(registry.get("pilot.calls")
                        .tags("handler", "late", "outcome", "success")
                        .functionCounter()
                        .count())
                .isEqualTo(1);
        assertThat(registry.get("pilot.call.duration")
                        .tag("handler", "early")
                        .functionTimer()
                        .count())
                .isEqualTo(2);
        assertThat(registry.get("pilot.call.duration")
                        .tag("handler", "early")
                        .functionTimer()
                        .totalTime(TimeUnit.NANOSECONDS))
                .isCloseTo((double) early.snapshot().latency().sumNanos(), within(0.001)); // Micrometer keeps seconds
        assertThat(registry.get("pilot.figure.survey.x")
                        .tags("pilot", "p", "question", "q")
                        .gauge()
                        .value())
                .isEqualTo(0.5);
    }

    @Test
    void close_removesMetersThatAFilterRenamed() {
        pilot.handler("h", String.class).register();
        registry.config().commonTags("region", "eu");
        pilot.bindTo(registry).close();
        assertThat(registry.getMeters()).isEmpty();
    }

    @Test
    void close_removesEveryMeter() throws Exception {
        pilot.handler("h", String.class).register();
        AutoCloseable binding = pilot.bindTo(registry);
        assertThat(registry.getMeters()).isNotEmpty();
        assertThatThrownBy(() -> pilot.bindTo(registry)).hasMessageContaining("bound to this registry already");
        binding.close();
        binding.close();
        assertThat(registry.getMeters()).isEmpty();
        pilot.bindTo(registry);
        pilot.close();
        assertThat(registry.getMeters()).isEmpty();
    }
}
