// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.pilotmetrics.Handler;
import io.pilotmetrics.PilotMetrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

class PilotExtensionTest {

    private static final List<PilotMetrics> SEEN = new ArrayList<>();

    private static final List<Handler<String>> LAST = new ArrayList<>();

    @ExtendWith(PilotExtension.class)
    static class Sample {
        private PilotMetrics before;
        private ManualClock clock;

        @BeforeEach
        void before(PilotMetrics pilot, ManualClock clock) {
            before = pilot;
            this.clock = clock;
            SEEN.add(pilot);
        }

        @Test
        void one(PilotMetrics pilot, ManualClock sameClock) {
            assertThat(pilot).isSameAs(before);
            assertThat(sameClock).isSameAs(clock);
            assertThat(pilot.snapshot().name()).isEqualTo("one");
            Handler<String> handler = pilot.handler("lead", String.class).register();
            handler.consumer(event -> clock.advance(Duration.ofMillis(7))).accept("a");
            assertThat(handler.snapshot().latency().max()).isEqualTo(Duration.ofMillis(7));
        }

        @Test
        void two(PilotMetrics pilot) {
            assertThat(pilot.snapshot().handlers()).isEmpty();
            pilot.handler("lead", String.class).register();
        }

        @AfterEach
        void after(PilotMetrics pilot) {
            assertThat(pilot).isSameAs(before);
            Handler<String> last = pilot.handler("last", String.class).register();
            last.refused("still open", "busy");
            LAST.add(last);
        }
    }

    @ExtendWith(PilotExtension.class)
    static class Shared {
        @BeforeAll
        static void beforeAll(PilotMetrics pilot) {
            SEEN.add(pilot);
        }

        @Test
        void one() {}
    }

    private static EngineExecutionResults run(Class<?> tests) {
        SEEN.clear();
        LAST.clear();
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(tests))
                .execute();
    }

    @Test
    void eachTest_getsAFreshPilot_closedAfterwards() {
        run(Sample.class)
                .testEvents()
                .assertStatistics(stats -> stats.started(2).succeeded(2));
        assertThat(SEEN).hasSize(2).doesNotHaveDuplicates();
        assertThat(LAST).hasSize(2).allSatisfy(handler -> {
            handler.refused("after close", "busy");
            assertThat(handler.snapshot().received()).isEqualTo(1);
        });
    }

    @Test
    void parameterOfManyTests_isRefusedWithTheMend() {
        EngineExecutionResults results = run(Shared.class);
        results.testEvents().assertStatistics(stats -> stats.started(0));
        String message = results.containerEvents().failed().stream()
                .map(event -> event.getPayload(TestExecutionResult.class)
                        .orElseThrow()
                        .getThrowable()
                        .orElseThrow()
                        .getMessage())
                .findFirst()
                .orElseThrow();
        assertThat(message).contains("a fresh pilot belongs to one test").contains("@BeforeEach");
        assertThat(SEEN).isEmpty();
    }
}
