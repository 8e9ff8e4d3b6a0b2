// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import org.junit.jupiter.api.Test;

/** What an exporter sees that shows whatever pilot there is. */
class AllPilotsTest {

    @Test
    void all_hasOpenPilots_andClosedOnesForFiveMinutes() {
        assertThat(PilotMetrics.all()).isNotNull(); // somebody asks
        PilotMetrics pilot = PilotMetrics.create("p");
        assertThat(PilotMetrics.all()).contains(pilot);
        pilot.close();
        pilot.close();
        long now = System.nanoTime();
        assertThat(AllPilots.now(now)).containsOnlyOnce(pilot);
        assertThat(AllPilots.now(now + AllPilots.KEPT_NANOS)).doesNotContain(pilot);
    }

    @Test
    void closedPilots_areBounded() {
        assertThat(PilotMetrics.all()).isNotNull();
        PilotMetrics first = PilotMetrics.create("first");
        first.close();
        for (int i = 0; i < AllPilots.MOST_CLOSED; i++) {
            PilotMetrics.create("p" + i).close();
        }
        assertThat(PilotMetrics.all()).doesNotContain(first);
    }

    @Test
    void pilotThatIsForgotten_isCollected_thoughItWasShown() {
        WeakReference<PilotMetrics> forgotten = new WeakReference<>(PilotMetrics.create("forgotten"));
        assertThat(PilotMetrics.all()).isNotEmpty();
        for (int i = 0; i < 100 && forgotten.get() != null; i++) {
            System.gc();
        }
        assertThat(forgotten.get()).isNull();
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
        PilotMetrics found = PilotMetrics.all().stream()
                .filter(pilot -> pilot.snapshot().name().equals("kept by its ticker"))
                .findFirst()
                .orElseThrow();
        assertThat(found.snapshot().handler("h").received()).isEqualTo(1);
        found.close();
    }
}
