// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.micrometer;

import static io.pilotmetrics.objective.Objectives.errorRate;
import static io.pilotmetrics.objective.Objectives.latency;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.pilotmetrics.Handler;
import io.pilotmetrics.PilotMetrics;
import io.pilotmetrics.snapshot.Figure;
import java.lang.ref.WeakReference;
import java.time.Duration;
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

    /** Micrometer refers weakly to what a meter reads. */
    @Test
    void bind_withoutKeepingTheBinding_survivesTheGarbageCollector() {
        Handler<String> handler = pilot.handler("h", String.class).register();
        pilot.bindTo(registry);
        handler.run("a", e -> {});
        WeakReference<Object> canary = new WeakReference<>(new Object());
        for (int i = 0; i < 100 && canary.get() != null; i++) {
            System.gc();
        }
        assertThat(canary.get()).as("the collector ran").isNull();
        assertThat(registry.get("pilot.received").functionCounter().count()).isEqualTo(1);
        assertThat(registry.get("pilot.call.duration").functionTimer().count()).isEqualTo(1);
        assertThat(registry.get("pilot.in.flight").gauge().value()).isZero();
        assertThat(registry.get("pilot.figure.survey.x").gauge().value()).isEqualTo(0.5);
    }

    @Test
    void bind_toSeveralRegistries_unbindsEachAlone() {
        pilot.handler("h", String.class).register();
        SimpleMeterRegistry other = new SimpleMeterRegistry();
        PilotMetrics.Binding binding = pilot.bindTo(registry);
        pilot.meters().bindTo(other);
        assertThat(other.getMeters()).hasSameSizeAs(registry.getMeters());
        binding.close();
        assertThat(registry.getMeters()).isEmpty();
        pilot.handler("later", String.class).register();
        assertThat(registry.getMeters()).isEmpty();
        assertThat(other.get("pilot.received")
                        .tag("handler", "later")
                        .functionCounter()
                        .count())
                .isZero();
    }

    @Test
    void bind_toAComposite_reachesRegistriesAddedLater() {
        Handler<String> handler = pilot.handler("h", String.class).register();
        CompositeMeterRegistry composite = new CompositeMeterRegistry();
        PilotMetrics.Binding binding = pilot.bindTo(composite);
        handler.run("a", e -> {});
        composite.add(registry);
        assertThat(registry.get("pilot.received").functionCounter().count()).isEqualTo(1);
        composite.remove(registry);
        SimpleMeterRegistry next = new SimpleMeterRegistry();
        composite.add(next);
        handler.run("b", e -> {});
        assertThat(next.get("pilot.received").functionCounter().count()).isEqualTo(2);
        binding.close();
        assertThat(next.getMeters()).isEmpty();
    }

    @Test
    void everyMeter_hasADescription_andIsInBaseUnits() {
        pilot.handler("h", String.class)
                .id(e -> e)
                .objective(latency().p95().atMost(Duration.ofMillis(200)))
                .register()
                .run("a", e -> {});
        pilot.bindTo(registry);
        assertThat(registry.getMeters()).hasSizeGreaterThan(40).allSatisfy(meter -> {
            assertThat(meter.getId().getDescription()).isNotBlank();
            assertThat(meter.getId().getBaseUnit()).isIn(null, "seconds", "ratio");
        });
        assertThat(registry.get("pilot.call.duration.max").gauge().getId().getBaseUnit())
                .isEqualTo("seconds");
    }

    @Test
    void withoutDuration_leavesTimersAndPercentilesToAnother() {
        pilot.handler("h", String.class).register().run("a", e -> {});
        pilot.meters().withoutDuration().bind(registry);
        assertThat(registry.find("pilot.call.duration").meters()).isEmpty();
        assertThat(registry.find("pilot.call.duration.percentile").meters()).isEmpty();
        assertThat(registry.get("pilot.calls").functionCounters()).hasSize(4);
    }

    @Test
    void objectives_areGaugesByStatus() {
        pilot.handler("h", String.class)
                .objective(errorRate().atMost(0.01))
                .register()
                .run("a", e -> {});
        pilot.bindTo(registry);
        assertThat(registry.get("pilot.objective.status")
                        .tags("handler", "h", "objective", "h error.rate <= 0.01", "status", "undecided")
                        .gauge()
                        .value())
                .isEqualTo(1);
        assertThat(registry.get("pilot.objective.threshold").gauge().value()).isEqualTo(0.01);
        assertThat(registry.get("pilot.verdict")
                        .tag("verdict", "inconclusive")
                        .gauge()
                        .value())
                .isEqualTo(1);
    }

    @Test
    void bind_afterTheEnd_isRefused_andLeavesNothing() {
        pilot.close();
        assertThatThrownBy(() -> pilot.bindTo(registry))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("pilot \"p\" is closed");
        assertThat(registry.getMeters()).isEmpty();
    }

    @Test
    void bind_ofAnotherPilotOfThatName_isRefused_andTakesNothingAway() {
        pilot.bindTo(registry);
        int meters = registry.getMeters().size();
        try (PilotMetrics other = PilotMetrics.create("p")) {
            assertThatThrownBy(() -> other.bindTo(registry))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("another pilot \"p\" is bound to this registry");
        }
        assertThat(registry.getMeters()).hasSize(meters);
    }

    @Test
    void unbind_removesAllMeters_whateverAListenerThrows() {
        pilot.handler("h", String.class).register();
        PilotMetrics.Binding binding = pilot.bindTo(registry);
        registry.config().onMeterRemoved(meter -> {
            throw new IllegalStateException("listener");
        });
        assertThatThrownBy(binding::close).hasMessage("listener");
        assertThat(registry.getMeters()).isEmpty();
    }

    @Test
    void settledNumbers_areShownAtOnce() {
        Handler<Long> handler =
                pilot.handler("n", Long.class).sequence(n -> "s", n -> n).register();
        handler.run(3L, n -> {});
        pilot.bindTo(registry);
        assertThat(registry.get("pilot.numbers.pending").gauge().value()).isEqualTo(2);
        handler.settle();
        assertThat(registry.get("pilot.numbers.dropped").gauge().value()).isEqualTo(2);
        assertThat(registry.get("pilot.numbers.declared.missing")
                        .functionCounter()
                        .count())
                .isEqualTo(2);
    }
}
