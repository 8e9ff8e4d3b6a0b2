// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.objective;

import static io.pilotmetrics.objective.Objectives.errorRate;
import static io.pilotmetrics.objective.Objectives.figure;
import static io.pilotmetrics.objective.Objectives.latency;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilotmetrics.snapshot.Counts;
import io.pilotmetrics.snapshot.Figure;
import io.pilotmetrics.snapshot.HandlerSnapshot;
import io.pilotmetrics.snapshot.Histogram;
import io.pilotmetrics.snapshot.LatencySnapshot;
import io.pilotmetrics.snapshot.LedgerSnapshot;
import io.pilotmetrics.snapshot.Objective;
import io.pilotmetrics.snapshot.PilotSnapshot;
import io.pilotmetrics.snapshot.Readings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ScorecardTest {

    private static final Instant NOW = Instant.parse("2026-11-25T00:00:00Z");

    private static PilotSnapshot pilot(List<HandlerSnapshot> handlers, List<Figure> supplied, Objective... objectives) {
        return new PilotSnapshot(
                "p", Set.of("i"), NOW, NOW, handlers, List.of(), Set.of(objectives), supplied, Set.of());
    }

    /** n calls of 100 ms in 10 s, of which some ended with a server error. */
    private static HandlerSnapshot handler(long n, long errors) {
        Counts counts = Counts.of(Map.of(
                "received", n,
                "carried", n,
                "disposition.processed", n - errors,
                "disposition.failed", errors,
                "outcome.success", n - errors,
                "outcome.server_error", errors));
        LatencySnapshot latency = new LatencySnapshot(
                Histogram.of(0, -107, new long[] {n}),
                n * 100_000_000,
                100_000_000,
                100_000_000,
                true,
                0,
                List.of(new LatencySnapshot.Threshold(200_000_000, n, n)));
        return new HandlerSnapshot(
                "h", Readings.of(Duration.ofSeconds(10), counts, latency), LedgerSnapshot.EMPTY, Map.of());
    }

    @Test
    void verdict_allMet_isGo() {
        Scorecard card = Scorecard.of(pilot(
                List.of(handler(10_000, 20)),
                List.of(),
                errorRate().atMost(0.01),
                latency().p95().atMost(Duration.ofMillis(200)).on("handler", "h")));
        assertThat(card.verdict()).isEqualTo(Verdict.GO);
        assertThat(card.reasons()).isEmpty();
    }

    @Test
    void verdict_oneMissed_isNoGoAndNamesIt() {
        Scorecard card = Scorecard.of(
                pilot(List.of(handler(10_000, 300)), List.of(), errorRate().atMost(0.01)));
        assertThat(card.verdict()).isEqualTo(Verdict.NO_GO);
        assertThat(card.reasons()).singleElement().asString().startsWith("missed: error.rate <= 0.01: 3.00 %");
    }

    @Test
    void verdict_undecided_isInconclusiveAndSaysWhatIsMissing() {
        Scorecard card = Scorecard.of(
                pilot(List.of(handler(300, 0)), List.of(), errorRate().atMost(0.01)));
        assertThat(card.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(card.reasons())
                .singleElement()
                .asString()
                .endsWith("needs 81 more, about 3 s, and is then met if the share stays");
    }

    @Test
    void verdict_nothingObserved_isInconclusive() {
        Scorecard card = Scorecard.of(
                pilot(List.of(handler(0, 0)), List.of(), errorRate().atMost(0.01)));
        assertThat(card.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(card.judgements().get(0).status()).isEqualTo(Judgement.Status.UNDECIDED);
    }

    @Test
    void verdict_absentFigure_isInconclusive() {
        Scorecard card = Scorecard.of(pilot(
                List.of(handler(1_000, 0)),
                List.of(),
                figure("attribution.agreement").atLeast(0.8)));
        assertThat(card.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(card.judgements().get(0).status()).isEqualTo(Judgement.Status.ABSENT);
    }

    @Test
    void verdict_noObjective_isInconclusiveAndSaysHowToGiveOne() {
        Scorecard card = Scorecard.of(pilot(List.of(handler(1_000, 0)), List.of()));
        assertThat(card.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(card.explain()).contains(".objective(");
    }

    @Test
    void verdict_brokenLaw_isInconclusiveAndShowsTheNumbers() {
        HandlerSnapshot lost = new HandlerSnapshot(
                "h",
                Readings.of(
                        Duration.ofSeconds(1),
                        Counts.of(Map.of(
                                "received",
                                1_000L,
                                "disposition.processed",
                                1_000L,
                                "carried",
                                1_000L,
                                "outcome.success",
                                999L)),
                        new LatencySnapshot(Histogram.of(0, 0, new long[] {1_000}), 1, 1, 1, true, 0, List.of())),
                LedgerSnapshot.EMPTY,
                Map.of());
        Scorecard card =
                Scorecard.of(pilot(List.of(lost), List.of(), errorRate().atMost(0.01)));
        assertThat(card.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(card.reasons()).singleElement().asString().startsWith("broken law: h call law: calls ended 999");
    }

    @Test
    void verdict_suppliedFigureOfSeveralInstances_theWorstDecides() {
        List<Figure> figures = List.of(
                Figure.exact("x", 5, 10, "1", Map.of("instance", "a"), NOW),
                Figure.exact("x", 1, 10, "1", Map.of("instance", "b"), NOW));
        assertThat(Scorecard.of(pilot(List.of(), figures, figure("x").atLeast(2)))
                        .verdict())
                .isEqualTo(Verdict.NO_GO);
        assertThat(Scorecard.of(pilot(List.of(), figures, figure("x").atLeast(1)))
                        .verdict())
                .isEqualTo(Verdict.GO);
    }

    @Test
    void verdict_thresholdThatNoSampleCanShow_saysSo() {
        Scorecard card = Scorecard.of(
                pilot(List.of(handler(5_000, 0)), List.of(), errorRate().atMost(0)));
        assertThat(card.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(card.reasons()).singleElement().asString().contains("write a threshold above 0, for example 0.001");
    }

    @Test
    void status_thresholdsAreInclusive() {
        Objective atMost = figure("x").atMost(1);
        assertThat(Judge.status(atMost, 0, 1)).isEqualTo(Judgement.Status.MET);
        assertThat(Judge.status(atMost, 1, 2)).isEqualTo(Judgement.Status.UNDECIDED);
        assertThat(Judge.status(atMost, Math.nextUp(1.0), 2)).isEqualTo(Judgement.Status.MISSED);
        Objective atLeast = figure("x").atLeast(1);
        assertThat(Judge.status(atLeast, 1, 2)).isEqualTo(Judgement.Status.MET);
        assertThat(Judge.status(atLeast, 0, Math.nextDown(1.0))).isEqualTo(Judgement.Status.MISSED);
        assertThat(Judge.status(atLeast, Double.NaN, Double.NaN)).isEqualTo(Judgement.Status.UNDECIDED);
    }

    @Test
    void objective_badValues_sayTheMend() {
        assertThatThrownBy(() -> latency().p95().atMost(Duration.ZERO))
                .hasMessage(
                        "latency objective needs a duration above zero, got PT0S; write for example Duration.ofMillis(200)");
        assertThatThrownBy(() -> errorRate().atMost(1.5)).hasMessageContaining("write 0.01 for 1 %");
        assertThatThrownBy(() -> latency().percentile(0)).hasMessageContaining("write 95 for p95");
    }
}
