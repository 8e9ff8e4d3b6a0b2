// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.test;

import static io.pilotmetrics.test.PilotAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilotmetrics.Handler;
import io.pilotmetrics.PilotMetrics;
import io.pilotmetrics.snapshot.Counts;
import io.pilotmetrics.snapshot.Disposition;
import io.pilotmetrics.snapshot.HandlerSnapshot;
import io.pilotmetrics.snapshot.Histogram;
import io.pilotmetrics.snapshot.LatencySnapshot;
import io.pilotmetrics.snapshot.LedgerSnapshot;
import io.pilotmetrics.snapshot.NumberRanges;
import io.pilotmetrics.snapshot.OperationSnapshot;
import io.pilotmetrics.snapshot.Outcome;
import io.pilotmetrics.snapshot.Readings;
import io.pilotmetrics.snapshot.SourceLedger;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.opentest4j.AssertionFailedError;

@ExtendWith(PilotExtension.class)
class PilotAssertionsTest {

    /** 10 events at rest: every law holds, and every figure is another one. */
    private static final Map<String, Long> GOOD = Map.ofEntries(
            Map.entry("received", 20L),
            Map.entry("disposition.processed", 6L),
            Map.entry("disposition.failed", 3L),
            Map.entry("disposition.duplicate", 5L),
            Map.entry("disposition.malformed", 4L),
            Map.entry("disposition.refused", 2L),
            Map.entry("passed_on.duplicate", 4L),
            Map.entry("passed_on.malformed", 1L),
            Map.entry("malformed.not_json", 3L),
            Map.entry("malformed.no_email", 1L),
            Map.entry("refused.busy", 2L),
            Map.entry("carried", 14L),
            Map.entry("outcome.success", 9L),
            Map.entry("outcome.client_error", 2L),
            Map.entry("outcome.server_error", 1L),
            Map.entry("instrumentation_error.id", 7L));

    private static HandlerSnapshot handler(Map<String, Long> counts, long seen) {
        NumberRanges dropped = NumberRanges.of(3, 4);
        NumberRanges pending = NumberRanges.of(9, 9);
        SourceLedger source = new SourceLedger("shop", 0, 1, 11, seen, dropped, pending);
        LatencySnapshot latency = new LatencySnapshot(Histogram.of(12, 0, new long[0]), 0, 0, 0, true, 0, List.of());
        LedgerSnapshot ledger = new LedgerSnapshot(List.of(source), 0);
        return new HandlerSnapshot(
                "lead", Readings.of(Duration.ofSeconds(1), Counts.of(counts), latency), ledger, Map.of());
    }

    @Test
    void everyFigure_ofAGoodAccount_isFound() {
        assertThat(handler(GOOD, 8))
                .lawHolds()
                .received(20)
                .processed(6)
                .failed(3)
                .duplicates(5)
                .malformed(4)
                .malformed("not_json", 3)
                .malformed("unknown", 0)
                .refused(2)
                .refused("busy", 2)
                .disposition(Disposition.CONFLICTING, 0)
                .passedOn(Disposition.DUPLICATE, 4)
                .passedOn(Disposition.MALFORMED, 1)
                .calls(12)
                .calls(Outcome.SUCCESS, 9)
                .calls(Outcome.CLIENT_ERROR, 2)
                .calls(Outcome.SERVER_ERROR, 1)
                .calls(Outcome.CANCELLED, 0)
                .instrumentationErrors(7)
                .inFlight(0)
                .seen(8)
                .dropped(2)
                .missing("shop", 4, 3)
                .missing("unknown")
                .pending(1);
    }

    @ParameterizedTest
    @CsvSource({
        "received,                received",
        "disposition.processed,   sum of dispositions",
        "disposition.failed,      sum of dispositions",
        "disposition.duplicate,   sum of dispositions",
        "disposition.malformed,   sum of its reasons",
        "disposition.refused,     sum of its reasons",
        "passed_on.duplicate,     processed + failed + passed on",
        "passed_on.malformed,     processed + failed + passed on",
        "malformed.not_json,      sum of its reasons",
        "refused.busy,            sum of its reasons",
        "carried,                 events carried by calls",
        "outcome.success,         latency count 12 is not sum of outcomes 11",
        "outcome.client_error,    sum of outcomes",
        "outcome.server_error,    sum of outcomes"
    })
    void lawHolds_oneIncrementLost_failsAndNamesTheSum(String counter, String named) {
        Map<String, Long> lost = new HashMap<>(GOOD);
        lost.merge(counter, -1L, Long::sum);
        assertThatThrownBy(() -> assertThat(handler(lost, 8)).lawHolds())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("the law does not hold")
                .hasMessageContaining(named)
                .hasMessageContaining("the account of handler \"lead\"");
    }

    @Test
    void lawHolds_oneNumberLost_failsAndNamesTheSource() {
        assertThatThrownBy(() -> assertThat(handler(GOOD, 7)).lawHolds())
                .hasMessageContaining("source \"shop\" epoch 0 expected 11 is not seen + dropped + pending 10");
    }

    @Test
    void figure_thatDiffers_showsBothAndTheWholeAccount() {
        assertThatThrownBy(() ->
                        assertThat(handler(GOOD, 8)).as("after the replay").duplicates(3))
                .isInstanceOfSatisfying(AssertionFailedError.class, e -> {
                    assertThat(e.getActual().getValue()).isEqualTo(5L);
                    assertThat(e.getExpected().getValue()).isEqualTo(3L);
                })
                .hasMessageContaining("[after the replay]")
                .hasMessageContaining("duplicate: expected 3, but was 5")
                .hasMessageContaining("event law holds: received 20 = ")
                .hasMessageContaining("malformed.not_json: 3")
                .hasMessageContaining("expected 11 = seen 8 + dropped 2 [3-4] + pending 1 [9]");
    }

    @Test
    void missing_thatDiffers_showsTheNumbers() {
        assertThatThrownBy(() -> assertThat(handler(GOOD, 8)).missing("shop", 3))
                .hasMessageContaining("missing of \"shop\": expected 3, but was 3-4");
    }

    @ParameterizedTest
    @ValueSource(longs = {2, 4})
    void lawHolds_operationThatLostACall_fails(long started) {
        LatencySnapshot latency = new LatencySnapshot(Histogram.of(3, 0, new long[0]), 0, 0, 0, true, 0, List.of());
        Counts counts = Counts.of(Map.of("started", started, "outcome.success", 3L));
        assertThatThrownBy(() -> assertThat(
                                new OperationSnapshot("quote", Readings.of(Duration.ZERO, counts, latency), Map.of()))
                        .lawHolds())
                .hasMessageContaining("calls started " + started + " is not calls ended 3")
                .hasMessageContaining("the account of operation \"quote\"");
    }

    @Test
    void lawHolds_whileAnotherThreadWorks_waitsForIt(PilotMetrics pilot) throws Exception {
        Handler<String> handler = pilot.handler("lead", String.class).register();
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Thread worker = new Thread(() -> handler.consumer(event -> {
                    running.countDown();
                    awaitQuietly(goOn);
                })
                .accept("one"));
        worker.start();
        running.await();
        assertThat(pilot).handler("lead").inFlight(1);
        assertThatThrownBy(() -> assertThat(pilot).handler("lead").lawHolds(Duration.ZERO))
                .hasMessageContaining("in flight 1 is not its value at rest 0");
        assertThatThrownBy(() -> assertThat(pilot).lawHolds(Duration.ofMillis(1)))
                .hasMessageContaining("in flight 1");
        goOn.countDown();
        assertThat(pilot).handler("lead").lawHolds().processed(1);
        assertThat(pilot).lawHolds();
        worker.join();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void handlerOfAPilot_isReadAnewEachTime(PilotMetrics pilot) {
        Handler<String> handler = pilot.handler("lead", String.class).register();
        HandlerAssert leads = assertThat(pilot).handler("lead").received(0);
        handler.refused("one", "busy");
        leads.received(1).refused("busy", 1);
    }

    @Test
    void unknownNames_failAtOnceAndSayWhichThereAre(PilotMetrics pilot) {
        pilot.handler("lead", String.class).register();
        pilot.operation("quote");
        assertThatThrownBy(() -> assertThat(pilot).handler("leed")).hasMessageContaining("lead");
        assertThatThrownBy(() -> assertThat(pilot).operation("qoute")).hasMessageContaining("quote");
        assertThat(pilot).operation("quote").lawHolds().calls(0);
        assertThat(pilot.snapshot()).lawHolds().operation("quote").calls(0);
    }
}
