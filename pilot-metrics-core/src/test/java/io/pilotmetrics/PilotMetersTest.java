// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Meters whose readings change with time alone. */
class PilotMetersTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @Test
    void percentiles_areThoseOfTheLastMinute() {
        ManualTime time = new ManualTime();
        try (PilotMetrics timed = PilotMetrics.builder("timed").clock(time).build()) {
            Handler<Integer> handler = timed.handler("h", Integer.class).register();
            for (int millis = 1; millis <= 100; millis++) {
                handler.run(millis, ms -> time.pass(Duration.ofMillis(ms)));
            }
            timed.bindTo(registry);
            for (double phi : new double[] {0.5, 0.95, 0.99}) {
                Duration expected =
                        handler.snapshot().last(Duration.ofMinutes(1)).latency().quantile(phi);
                assertThat(expected).isPositive();
                assertThat(registry.get("pilot.call.duration.percentile")
                                .tag("phi", String.valueOf(phi))
                                .gauge()
                                .value())
                        .isEqualTo(expected.toNanos() / 1e9);
            }
            time.seconds(120);
            handler.run(0, ms -> {});
            time.seconds(120);
            handler.recover(0); // something is counted, no call
            assertThat(registry.get("pilot.call.duration.percentile")
                            .tag("phi", "0.5")
                            .gauge()
                            .value())
                    .isNaN();
        }
    }
}
