// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.otel;

import io.pilotmetrics.snapshot.Counts;
import io.pilotmetrics.snapshot.Figure;
import io.pilotmetrics.snapshot.HandlerSnapshot;
import io.pilotmetrics.snapshot.LatencySnapshot;
import io.pilotmetrics.snapshot.LedgerSnapshot;
import io.pilotmetrics.snapshot.NumberRanges;
import io.pilotmetrics.snapshot.OperationSnapshot;
import io.pilotmetrics.snapshot.PilotSnapshot;
import io.pilotmetrics.snapshot.Readings;
import io.pilotmetrics.snapshot.SourceLedger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Snapshots of known content. */
final class Pilots {

    static final Instant STARTED = Instant.parse("2026-03-01T12:00:00Z");
    static final Instant NOW = Instant.parse("2026-03-01T12:10:00.000000123Z");

    private Pilots() {}

    static PilotSnapshot of(List<HandlerSnapshot> handlers, List<OperationSnapshot> operations, List<Figure> figures) {
        return new PilotSnapshot(
                "crm-pilot", Set.of("a"), STARTED, NOW, handlers, operations, Set.of(), figures, Set.of());
    }

    static PilotSnapshot withLatency(LatencySnapshot latency) {
        return of(List.of(handler(Map.of(), latency, LedgerSnapshot.EMPTY)), List.of(), List.of());
    }

    static HandlerSnapshot handler(Map<String, Long> counts, LatencySnapshot latency, LedgerSnapshot ledger) {
        return new HandlerSnapshot(
                "lead.ingest", Readings.of(Duration.ofMinutes(10), Counts.of(counts), latency), ledger, Map.of());
    }

    /** One of everything, each number another. */
    static PilotSnapshot full() {
        Map<String, Long> counts = Map.ofEntries(
                Map.entry("received", 100L),
                Map.entry("disposition.malformed", 7L),
                Map.entry("disposition.refused", 5L),
                Map.entry("disposition.duplicate", 3L),
                Map.entry("disposition.processed", 71L),
                Map.entry("disposition.failed", 10L),
                Map.entry("malformed.missing_email", 6L),
                Map.entry("malformed.not_json", 1L),
                Map.entry("refused.queue_full", 5L),
                Map.entry("outcome.success", 71L),
                Map.entry("outcome.client_error", 8L),
                Map.entry("outcome.server_error", 2L),
                Map.entry("instrumentation_error.id", 9L),
                Map.entry("without_id", 11L));
        LedgerSnapshot ledger = new LedgerSnapshot(
                List.of(new SourceLedger("shop-eu", 0, 1, 100, 83, NumberRanges.of(3, 15), NumberRanges.of(97, 100))),
                0);
        LatencySnapshot latency = new Durations(0, 1_000_000, 250_000_000, 2_000_000_000).latency();
        OperationSnapshot operation = new OperationSnapshot(
                "crm.quote",
                Readings.of(
                        Duration.ofMinutes(10),
                        Counts.of(Map.of("started", 21L, "outcome.success", 15L, "outcome.cancelled", 1L)),
                        new Durations(5_000_000).latency()),
                Map.of());
        Map<String, String> tags = Map.of("survey", "how_did_you_hear");
        List<Figure> figures = List.of(
                new Figure("attribution.agreement", 0.82, 0.75, 0.88, 120, "1", tags, STARTED),
                Figure.exact("crm.lag", 1.5, 4, "s", Map.of(), NOW),
                Figure.exact("crm.unseen", 0, 0, "s", Map.of(), NOW));
        return of(List.of(handler(counts, latency, ledger)), List.of(operation), figures);
    }
}
