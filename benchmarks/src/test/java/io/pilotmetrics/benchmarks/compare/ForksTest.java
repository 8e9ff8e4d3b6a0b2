// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotmetrics.benchmarks.RecorderBenchmark;
import io.pilotmetrics.benchmarks.latency.LatencyPeer;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.runner.RunnerException;

/** Real forks, short ones. */
class ForksTest {

    private static final Cell OURS = Cell.of(RecorderBenchmark.class, "recorder", 1, "peer", LatencyPeer.PILOT_METRICS);
    private static final int PLANTED_NANOS = 5_000;

    @BeforeEach
    void letOthersRunForksToo() {
        System.setProperty("jmh.ignoreLock", "true");
    }

    @AfterEach
    void reset() {
        System.clearProperty("jmh.ignoreLock");
    }

    @Test
    void measure_seesAPlantedSlowdown() throws RunnerException {
        Sample asItIs = forks(Clock.WORKERS, List.of()).measure(OURS);
        Sample slowed = forks(Clock.WORKERS, List.of("-Dpilotmetrics.plant=" + PLANTED_NANOS))
                .measure(OURS);
        assertThat(asItIs.nanos()).isPositive();
        assertThat(asItIs.bytes()).isNotNegative();
        assertThat(slowed.nanos() - asItIs.nanos()).isGreaterThan(PLANTED_NANOS / 2.0);
    }

    @Test
    void measure_byAnyOtherClock_givesTime() throws RunnerException {
        assertThat(forks(Clock.JVM, List.of()).measure(OURS).nanos()).isPositive();
        assertThat(forks(Clock.WALL, List.of()).measure(OURS).nanos()).isPositive();
    }

    private static Forks forks(Clock clock, List<String> properties) {
        return new Forks(2, 3, 100, clock, properties);
    }
}
