// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics;

import static io.pilotmetrics.objective.Objectives.figure;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.pilotmetrics.objective.Verdict;
import io.pilotmetrics.snapshot.AccountSnapshot;
import io.pilotmetrics.snapshot.Figure;
import io.pilotmetrics.snapshot.Level;
import io.pilotmetrics.snapshot.PilotSnapshot;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OldestInFlightTest {

    private final ManualTime time = new ManualTime();
    private final PilotMetrics pilot = PilotMetrics.builder("p").clock(time).build();
    private final Handler<String> handler = pilot.handler("h", String.class)
            .id(e -> e)
            .malformedIf("bad", "bad"::equals)
            .register();

    @AfterEach
    void close() {
        pilot.close();
    }

    private static double seconds(AccountSnapshot snapshot) {
        return snapshot.level(Level.OLDEST_IN_FLIGHT).orElseThrow() / 1e9;
    }

    private static Figure oldest(AccountSnapshot snapshot) {
        return snapshot.figures(Instant.EPOCH).stream()
                .filter(figure -> figure.name().equals("in_flight.oldest"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void level_ofAStuckEvent_growsUntilItEnds() {
        Tracking stuck = handler.start("a");
        for (int minute = 1; minute <= 5; minute++) {
            time.seconds(60);
            handler.run("b" + minute, e -> {});
            assertThat(seconds(handler.snapshot())).isBetween(60.0 * minute - 2.2, 60.0 * minute);
            Figure figure = oldest(handler.snapshot());
            assertThat(60.0 * minute).isBetween(figure.low(), figure.high());
        }
        stuck.success();
        assertThat(seconds(handler.snapshot())).isZero();
        assertThat(oldest(handler.snapshot()).high()).isZero();
    }

    @Test
    void level_whereNothingArrived_isZero() {
        assertThat(seconds(handler.snapshot())).isZero();
        assertThat(oldest(handler.snapshot()).n()).isEqualTo(1);
        assertThat(handler.snapshot().last(ofSeconds(60)).level(Level.OLDEST_IN_FLIGHT))
                .isEmpty();
    }

    /** A step comes round to a cell that once held something, which was over long before: no reading may be owed that nobody made. */
    @ParameterizedTest
    @ValueSource(ints = {1, 5, 33, 34, 35, 64, 343, 1_000})
    void level_afterAPause_isTheNewCallsAge(int pause) {
        Tracking before = handler.start("before");
        time.seconds(1);
        before.success();
        time.seconds(pause);
        handler.start("now");
        time.seconds(1);
        assertThat(seconds(handler.snapshot())).isBetween(0.0, 1.0);
        time.seconds(10);
        assertThat(seconds(handler.snapshot())).isBetween(11.0 - 2.2, 11.0);
    }

    /** Whatever ends an event takes out what its begin put in: ten seconds later nothing is old. */
    @Test
    void level_everyWayToEnd_leavesNothingBehind() {
        handler.run("a", e -> time.pass(ofSeconds(3)));
        handler.consumer(e -> {}).skipDuplicates().accept("a");
        handler.consumer(e -> {}).skipMalformed().accept("bad");
        handler.run("bad", e -> {});
        handler.run("a", e -> {});
        handler.malformed("not_json");
        handler.malformed("not_json", "s", 0, 1);
        handler.refused("c", "full");
        handler.start("d").skip();
        handler.start("e").cancel();
        handler.start("f").close();
        handler.batch((events, report) -> time.pass(ofSeconds(5)))
                .skipDuplicates()
                .accept(List.of("a", "g", "h", "bad"));
        CompletableFuture<String> stage = new CompletableFuture<>();
        handler.stage((String e) -> stage).apply("i");
        time.seconds(4);
        stage.complete("done");
        time.seconds(10);
        assertThat(handler.snapshot().inFlight()).isZero();
        assertThat(seconds(handler.snapshot())).isZero();
    }

    @Test
    void level_endedOnAnotherThread_isZero() throws InterruptedException {
        Tracking tracking = handler.start("a");
        time.seconds(20);
        Thread other = new Thread(tracking::success);
        other.start();
        other.join();
        assertThat(seconds(handler.snapshot())).isZero();
    }

    @Test
    void level_ofAnOperation_isItsOldestRunningCall() {
        CompletableFuture<String> stage = new CompletableFuture<>();
        Operation operation = pilot.operation("o");
        Supplier<CompletableFuture<String>> call = operation.stage(() -> stage);
        assertThat(call.get()).isSameAs(stage);
        time.seconds(30);
        assertThat(seconds(operation.snapshot())).isBetween(27.8, 30.0);
        stage.complete("done");
        assertThat(seconds(operation.snapshot())).isZero();
    }

    @Test
    void level_ofTwoInstances_isTheOlder_andTravels() {
        handler.start("a");
        time.seconds(30);
        PilotSnapshot one = pilot.snapshot();
        PilotSnapshot read = PilotSnapshot.parse(one.toJson());
        assertThat(seconds(read.handler("h"))).isEqualTo(seconds(one.handler("h")));
        try (PilotMetrics other =
                PilotMetrics.builder("p").instance("other").clock(time).build()) {
            other.handler("h", String.class).register().start("b");
            time.seconds(5);
            assertThat(seconds(PilotSnapshot.merge(other.snapshot(), read).handler("h")))
                    .isEqualTo(seconds(one.handler("h")));
        }
    }

    @Test
    void objective_ofTheOldest_isMissedByAStuckEvent() {
        pilot.objective(figure("in_flight.oldest").atMost(30).on("handler", "h"));
        assertThat(pilot.scorecard().verdict()).isEqualTo(Verdict.GO);
        handler.start("a");
        time.seconds(60);
        assertThat(pilot.scorecard().verdict()).isEqualTo(Verdict.NO_GO);
    }
}
