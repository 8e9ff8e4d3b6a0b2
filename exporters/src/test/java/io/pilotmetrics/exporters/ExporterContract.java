// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.exporters;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotmetrics.PilotMetrics;
import io.pilotmetrics.snapshot.PilotSnapshot;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What every exporter has to hold: it shows all of a pilot, under the page's names, number by number, and nothing else. */
abstract class ExporterContract {

    /** How the exporter writes. */
    abstract Dialect dialect();

    /** What the exporter shows of a pilot whose clock stands still, read from its wire. */
    abstract Map<Id, Shown> read(PilotMetrics pilot) throws Exception;

    private void assertAgrees(PilotMetrics pilot) throws Exception {
        PilotSnapshot snapshot = pilot.snapshot();
        Map<Id, Shown> shown = read(pilot);
        assertThat(pilot.snapshot().toJson())
                .as("the pilot stands still while it is read")
                .isEqualTo(snapshot.toJson());
        assertThat(Differences.of(dialect(), snapshot, shown)).isEmpty();
    }

    @Test
    void everythingThereIs_isShownAsTheSnapshotHasIt() throws Exception {
        try (FullPilot full = new FullPilot()) {
            assertAgrees(full.pilot());
        }
    }

    @Test
    void everyMetricOfThePage_isShown() throws Exception {
        try (FullPilot full = new FullPilot()) {
            Set<String> names =
                    read(full.pilot()).keySet().stream().map(Id::name).collect(Collectors.toSet());
            assertThat(Page.rows().values())
                    .filteredOn(row -> !row.isOf("quantile") || dialect().hasQuantiles())
                    .filteredOn(row -> !row.name().equals("pilot.counts")) // of a later version's snapshots alone
                    .extracting(row -> dialect().name(row))
                    .isSubsetOf(names);
        }
    }

    @Test
    void pilotWithNothing_showsItselfAlone() throws Exception {
        try (PilotMetrics pilot = PilotMetrics.builder("nothing yet")
                .instance("a")
                .clock(new HandClock())
                .build()) {
            assertAgrees(pilot);
        }
    }

    @Test
    void handlerAndOperationWithoutACall_showTheirZeros() throws Exception {
        try (PilotMetrics pilot = PilotMetrics.builder("idle")
                .instance("a")
                .clock(new HandClock())
                .build()) {
            pilot.handler("h", Lead.class).id(Lead::id).cohort(Lead::user).register();
            pilot.operation("o");
            assertAgrees(pilot);
        }
    }
}
