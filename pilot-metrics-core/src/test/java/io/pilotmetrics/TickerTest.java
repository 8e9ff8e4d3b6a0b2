// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TickerTest {

    private final LoggedWarnings warnings = new LoggedWarnings();
    private final ManualTime time = new ManualTime();
    private final AtomicBoolean broken = new AtomicBoolean();
    private final PilotMetrics pilot =
            PilotMetrics.builder("p").clock(breakable()).build();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @AfterEach
    void close() {
        pilot.close();
        warnings.close();
    }

    /** A clock that has no time while broken. */
    private PilotClock breakable() {
        return new PilotClock() {
            @Override
            public long nanos() {
                if (broken.get()) {
                    throw new IllegalStateException("anna@example.com");
                }
                return time.nanos();
            }

            @Override
            public Instant wall() {
                return time.wall();
            }

            @Override
            public Ticker every(Duration period, Runnable task) {
                return time.every(period, task);
            }
        };
    }

    private void throwOn(String meter, AtomicBoolean when) {
        registry.config().meterFilter(new MeterFilter() {
            @Override
            public MeterFilterReply accept(Meter.Id id) {
                if (when.get() && id.getName().equals(meter)) {
                    throw new IllegalArgumentException("anna@example.com");
                }
                return MeterFilterReply.NEUTRAL;
            }
        });
    }

    @Test
    void register_withAFilterThatThrows_returnsTheHandler() {
        AtomicBoolean throwing = new AtomicBoolean(true);
        throwOn("pilot.calls", throwing);
        pilot.bindTo(registry);
        Handler<String> handler = pilot.handler("h", String.class).register();
        Operation operation = pilot.operation("o");
        time.seconds(3);
        assertThat(pilot.operation("o")).isSameAs(operation);
        assertThat(registry.find("pilot.calls").meters()).isEmpty();
        assertThat(registry.get("pilot.received").tag("handler", "h").meters()).hasSize(1);
        assertThat(warnings.messages())
                .singleElement()
                .satisfies(text -> assertThat(text)
                        .contains("pilot \"p\"", "SimpleMeterRegistry", "java.lang.IllegalArgumentException", "filter")
                        .doesNotContain("anna"));
        throwing.set(false);
        handler.consumer(e -> {}).accept("a");
        time.seconds(1);
        assertThat(registry.get("pilot.calls")
                        .tags("handler", "h", "outcome", "success")
                        .functionCounter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void bindTo_withAFilterThatThrows_throwsAndLeavesNothing() {
        AtomicBoolean throwing = new AtomicBoolean(true);
        throwOn("pilot.calls", throwing);
        pilot.handler("h", String.class).register();
        assertThatThrownBy(() -> pilot.bindTo(registry)).isInstanceOf(IllegalArgumentException.class);
        assertThat(registry.getMeters()).isEmpty();
        throwing.set(false);
        pilot.bindTo(registry);
        assertThat(registry.find("pilot.calls").meters()).isNotEmpty();
    }

    @Test
    void tick_thatThrowsInOneAccount_goesOnWithTheOthers() {
        Handler<String> handler = pilot.handler("h", String.class).register();
        pilot.operation("o");
        broken.set(true);
        time.seconds(2);
        broken.set(false);
        assertThat(warnings.messages())
                .hasSize(2)
                .allSatisfy(text -> assertThat(text)
                        .contains("java.lang.IllegalStateException")
                        .doesNotContain("anna"))
                .anySatisfy(text -> assertThat(text).contains("handler \"h\""))
                .anySatisfy(text -> assertThat(text).contains("operation \"o\""));
        time.seconds(120);
        handler.consumer(e -> {}).accept("a");
        time.seconds(30);
        assertThat(handler.snapshot().last(Duration.ofMinutes(1)).received()).isEqualTo(1);
        time.seconds(60);
        assertThat(handler.snapshot().last(Duration.ofMinutes(1)).received()).isZero();
        assertThat(warnings.messages()).hasSize(2);
    }
}
