// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotmetrics.snapshot.Figure;
import io.pilotmetrics.snapshot.HandlerSnapshot;
import io.pilotmetrics.snapshot.PilotSnapshot;
import java.lang.ref.WeakReference;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an exporter sees that shows whatever pilot there is. */
class AllPilotsTest {

    @BeforeEach
    void somebodyAsks() {
        assertThat(PilotMetrics.snapshots()).isNotNull();
    }

    private static PilotSnapshot named(String name) {
        return PilotMetrics.snapshots().stream()
                .filter(pilot -> pilot.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static HandlerSnapshot handler(String pilot) {
        return named(pilot).handler("h");
    }

    private static PilotMetrics pilot(String name) {
        return PilotMetrics.builder(name).instance("pod-1").build();
    }

    @Test
    void pilotsOfOneName_oneAfterTheOther_addUp_andNoCountEverFalls() {
        long before = 0;
        Instant began = null;
        for (int run = 1; run <= 3 * AllPilots.MOST_CLOSED; run++) {
            try (PilotMetrics pilot = pilot("jobs")) {
                Handler<String> handler = pilot.handler("h", String.class).register();
                handler.run("a", e -> {});
                handler.run("b", e -> {});
                if (run % 7 == 0) {
                    assertThat(handler("jobs").received()).isEqualTo(2L * run);
                }
            }
            if (run % 50 == 0) {
                long now = handler("jobs").received();
                assertThat(now).isGreaterThanOrEqualTo(before).isEqualTo(2L * run);
                before = now;
                began = began == null ? named("jobs").startedAt() : began;
                assertThat(named("jobs").startedAt()).isEqualTo(began);
            }
        }
        assertThat(named("jobs").instances()).hasSize(1);
    }

    @Test
    void pilotsOfOneName_sideBySide_addUp() {
        try (PilotMetrics one = pilot("twins");
                PilotMetrics other = pilot("twins")) {
            one.handler("h", String.class).register().run("a", e -> {});
            Handler<String> second = other.handler("h", String.class).register();
            second.run("b", e -> {});
            second.run("c", e -> {});
            assertThat(handler("twins").received()).isEqualTo(3);
        }
        assertThat(handler("twins").received()).isEqualTo(3);
    }

    @Test
    void closedPilot_isHeldUntilItsLastEventHasEnded() {
        PilotMetrics pilot = pilot("ending");
        Tracking open = pilot.handler("h", String.class).register().start("a");
        pilot.close();
        assertThat(handler("ending").inFlight()).isEqualTo(1);
        open.success();
        assertThat(handler("ending").inFlight()).isZero();
        assertThat(handler("ending").received()).isEqualTo(1);
    }

    @Test
    void closedPilotThatNeverComesToRest_isGivenUpAfterFiveMinutes_withWhatItCounted() {
        PilotMetrics pilot = pilot("stuck");
        Tracking open = pilot.handler("h", String.class).register().start("a");
        pilot.close();
        assertThat(AllPilots.snapshots(System.nanoTime() + AllPilots.KEPT_NANOS))
                .isNotEmpty();
        open.success();
        assertThat(handler("stuck").inFlight()).isEqualTo(1);
        assertThat(handler("stuck").received()).isEqualTo(1);
    }

    @Test
    void figuresOfAClosedPilot_areNotAskedFor() {
        AtomicInteger asked = new AtomicInteger();
        PilotMetrics pilot = pilot("figures");
        pilot.figures(() -> {
            asked.incrementAndGet();
            return List.of(Figure.exact("f", 1, 1, "1", Map.of(), Instant.EPOCH));
        });
        assertThat(named("figures").supplied()).hasSize(1);
        pilot.close();
        int before = asked.get();
        assertThat(named("figures").supplied()).isEmpty();
        assertThat(asked).hasValue(before);
    }

    @Test
    void pilotThatIsForgotten_isCollected_thoughItWasShown() {
        WeakReference<PilotMetrics> forgotten = new WeakReference<>(PilotMetrics.create("forgotten"));
        assertThat(PilotMetrics.snapshots()).isNotEmpty();
        for (int i = 0; i < 100 && forgotten.get() != null; i++) {
            System.gc();
        }
        assertThat(forgotten.get()).isNull();
    }

    @Test
    void closedPilot_isCollectedOnceItIsShown() {
        PilotMetrics pilot = pilot("over");
        pilot.handler("h", String.class).register().run("a", e -> {});
        WeakReference<PilotMetrics> over = new WeakReference<>(pilot);
        pilot.close();
        pilot = null;
        assertThat(handler("over").received()).isEqualTo(1);
        for (int i = 0; i < 100 && over.get() != null; i++) {
            System.gc();
        }
        assertThat(over.get()).isNull();
        assertThat(handler("over").received()).isEqualTo(1);
    }

    @Test
    void pilotOfWhichOnlyAHandlerIsKept_isShown() {
        Handler<String> handler = PilotMetrics.create("kept by its ticker")
                .handler("h", String.class)
                .register();
        for (int i = 0; i < 5; i++) {
            System.gc();
        }
        handler.run("a", e -> {});
        assertThat(handler("kept by its ticker").received()).isEqualTo(1);
    }
}
