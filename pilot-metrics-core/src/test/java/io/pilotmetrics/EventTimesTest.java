// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics;

import static io.pilotmetrics.objective.Objectives.age;
import static io.pilotmetrics.objective.Objectives.errorRate;
import static io.pilotmetrics.objective.Objectives.figure;
import static io.pilotmetrics.objective.Objectives.lateness;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilotmetrics.objective.Verdict;
import io.pilotmetrics.snapshot.Counts;
import io.pilotmetrics.snapshot.HandlerSnapshot;
import io.pilotmetrics.snapshot.Objective;
import io.pilotmetrics.snapshot.PilotSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventTimesTest {

    record Visit(@Nullable Instant at) {}

    private final ManualTime time = new ManualTime();
    private final PilotMetrics pilot = PilotMetrics.builder("p").clock(time).build();

    private HandlerBuilder<Visit> visits() {
        return pilot.handler("visits", Visit.class).occurredAt(Visit::at);
    }

    private Visit ago(Duration duration) {
        return new Visit(time.wall().minus(duration));
    }

    @AfterEach
    void close() {
        pilot.close();
    }

    @Test
    void lateness_isToTheArrival_age_toTheEndOfTheCall() {
        Handler<Visit> handler = visits().register();
        handler.run(ago(ofMillis(300)), visit -> time.pass(ofMillis(50)));
        HandlerSnapshot snapshot = handler.snapshot();
        assertThat(snapshot.lateness().sumNanos()).isEqualTo(ofMillis(300).toNanos());
        assertThat(snapshot.age().sumNanos()).isEqualTo(ofMillis(350).toNanos());
        assertThat(snapshot.latency().sumNanos()).isEqualTo(ofMillis(50).toNanos());
    }

    @Test
    void age_isOfProcessedEventsOnly_latenessOfAllThatArrive() {
        Handler<Visit> handler =
                visits().malformedIf("never", visit -> visit.at() == null).register();
        assertThatThrownBy(() -> handler.run(ago(ofMillis(1)), visit -> {
                    throw new RuntimeException("down");
                }))
                .hasMessage("down");
        handler.run(new Visit(null), visit -> {});
        HandlerSnapshot snapshot = handler.snapshot();
        assertThat(snapshot.lateness().count()).isEqualTo(1);
        assertThat(snapshot.age().count()).isZero();
        assertThat(snapshot.counts().get(Counts.WITHOUT_TIME)).isEqualTo(1);
    }

    @Test
    void late_future_andOutOfOrder_areCounted() {
        Handler<Visit> handler = visits().lateAfter(ofSeconds(10)).register();
        handler.run(ago(ofSeconds(10)), visit -> {}); // just in time
        handler.run(ago(ofSeconds(11)), visit -> {}); // late, and before the one before
        handler.run(ago(ofSeconds(-1)), visit -> {}); // the future
        handler.run(ago(ofSeconds(0)), visit -> {}); // in order: the future is nobody's measure
        HandlerSnapshot snapshot = handler.snapshot();
        assertThat(snapshot.counts().get(Counts.LATE)).isEqualTo(1);
        assertThat(snapshot.counts().get(Counts.FUTURE)).isEqualTo(1);
        assertThat(snapshot.counts().get(Counts.OUT_OF_ORDER)).isEqualTo(1);
        assertThat(snapshot.lateness().negative()).isEqualTo(1);
        assertThat(snapshot.lateness().count()).isEqualTo(4);
        time.seconds(1);
        assertThat(handler.snapshot().last(ofMinutes(1)).counts().get(Counts.LATE))
                .isEqualTo(1);
    }

    /** One clock that is wrong by years must not make everybody else's events out of order. */
    @Test
    void eventFromTheFuture_isCounted_andPutsNoOtherOutOfOrder() {
        Handler<Visit> handler = visits().register();
        handler.run(ago(Duration.ofDays(-3_650)), visit -> {});
        for (int i = 0; i < 10; i++) {
            time.pass(ofMillis(10));
            handler.run(ago(ofMillis(5)), visit -> {});
        }
        handler.run(ago(ofMillis(6)), visit -> {});
        HandlerSnapshot snapshot = handler.snapshot();
        assertThat(snapshot.counts().get(Counts.FUTURE)).isEqualTo(1);
        assertThat(snapshot.counts().get(Counts.OUT_OF_ORDER)).isEqualTo(1);
    }

    /** The wall clock steps by an hour; lateness follows it with the next tick, durations do not notice. */
    @Test
    void wallClock_thatSteps_isFollowedWithinATick() {
        Handler<Visit> handler = visits().register();
        time.stepWall(Duration.ofHours(1));
        time.seconds(1);
        handler.run(ago(ofMillis(5)), visit -> time.pass(ofMillis(1)));
        HandlerSnapshot snapshot = handler.snapshot();
        assertThat(snapshot.lateness().sumNanos()).isEqualTo(ofMillis(5).toNanos());
        assertThat(snapshot.latency().sumNanos()).isEqualTo(ofMillis(1).toNanos());
    }

    @Test
    void extremes_doNotOverflow() {
        Handler<Visit> handler = visits().register();
        for (Instant at : List.of(Instant.MIN, Instant.MAX, Instant.EPOCH)) {
            handler.run(new Visit(at), visit -> {});
        }
        HandlerSnapshot snapshot = handler.snapshot();
        assertThat(snapshot.lateness().count()).isEqualTo(3);
        assertThat(snapshot.counts().get(Counts.FUTURE)).isEqualTo(1);
        assertThat(snapshot.counts().get(Counts.LATE)).isEqualTo(1);
    }

    @Test
    void occurredAt_thatThrows_neverCostsTheEvent() {
        Handler<Visit> handler = pilot.handler("bad", Visit.class)
                .occurredAt(visit -> {
                    throw new IllegalStateException("no time");
                })
                .register();
        handler.run(new Visit(null), visit -> {});
        HandlerSnapshot snapshot = handler.snapshot();
        assertThat(snapshot.instrumentationErrors()).containsEntry("occurred_at", 2L);
        assertThat(snapshot.inFlight()).isZero();
    }

    @Test
    void objectives_ofLatenessAndAge_areJudgedToTheNanosecond() {
        Handler<Visit> handler = visits().objective(lateness().p95().atMost(ofMillis(200)))
                .objective(age().p50().atMost(ofMillis(300)))
                .objective(figure("late.rate").atMost(0.5))
                .objective(errorRate().atMost(0.5))
                .register();
        for (int i = 0; i < 200; i++) {
            handler.run(ago(ofMillis(200)), visit -> time.pass(ofMillis(100)));
        }
        assertThat(pilot.scorecard().verdict()).isEqualTo(Verdict.GO);
        PilotSnapshot read = PilotSnapshot.parse(pilot.snapshot().toJson());
        assertThat(read.figures()).isEqualTo(pilot.snapshot().figures());
        assertThat(pilot.scorecard().explain()).contains("visits lateness p95 <= 200 ms");
        for (int i = 0; i < 200; i++) {
            handler.run(ago(ofMillis(200).plusNanos(1)), visit -> {});
        }
        assertThat(pilot.scorecard().verdict()).isEqualTo(Verdict.NO_GO);
    }

    @Test
    void objective_withoutTimes_isRefusedWithTheMend() {
        Objective late = lateness().p95().atMost(ofMillis(200));
        assertThatThrownBy(() -> pilot.handler("h", Visit.class).objective(late).register())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("h lateness p95 <= 200 ms")
                .hasMessageContaining("occurredAt(…)");
        assertThatThrownBy(() ->
                        pilot.handler("h", Visit.class).lateAfter(ofSeconds(1)).register())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("occurredAt(…)");
        assertThatThrownBy(() -> pilot.operation("o", late))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("give it to a handler");
    }

    /** Against lists that keep everything. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void figures_anyHistory_areTheLists(long seed) {
        Random random = new Random(seed);
        Duration limit = ofMillis(random.nextInt(2_000));
        Handler<Visit> handler = visits().lateAfter(limit).register();
        List<Long> lateness = new ArrayList<>();
        List<Long> age = new ArrayList<>();
        int outOfOrder = 0;
        Instant latest = Instant.MIN;
        for (int i = 0; i < 2_000; i++) {
            time.pass(ofMillis(random.nextInt(100)));
            long millis = random.nextInt(4) == 0 ? random.nextInt(4_000) - 500 : random.nextInt(50);
            Visit visit = ago(ofMillis(millis));
            int takes = random.nextInt(20);
            handler.run(visit, v -> time.pass(ofMillis(takes)));
            lateness.add(millis);
            age.add(Math.max(0, millis + takes));
            Instant at = java.util.Objects.requireNonNull(visit.at());
            outOfOrder += at.isBefore(latest) ? 1 : 0;
            latest = at.isAfter(latest) && millis >= 0 ? at : latest;
        }
        HandlerSnapshot snapshot = handler.snapshot();
        assertThat(snapshot.lateness().sumNanos() / 1_000_000)
                .isEqualTo(lateness.stream().mapToLong(l -> Math.max(0, l)).sum());
        assertThat(snapshot.age().sumNanos() / 1_000_000)
                .isEqualTo(age.stream().mapToLong(Long::longValue).sum());
        assertThat(snapshot.counts().get(Counts.LATE))
                .isEqualTo(lateness.stream().filter(l -> l > limit.toMillis()).count());
        assertThat(snapshot.counts().get(Counts.FUTURE))
                .isEqualTo(lateness.stream().filter(l -> l < 0).count());
        assertThat(snapshot.counts().get(Counts.OUT_OF_ORDER)).isEqualTo(outOfOrder);
    }
}
