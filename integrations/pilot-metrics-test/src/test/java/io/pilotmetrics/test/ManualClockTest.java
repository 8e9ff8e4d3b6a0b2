// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilotmetrics.PilotClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ManualClockTest {

    private final Instant start = Instant.parse("2026-03-01T12:00:00Z");
    private final ManualClock clock = new ManualClock(start);
    private final List<String> ran = new ArrayList<>();

    @Test
    void clock_untouched_standsStill() {
        assertThat(clock.nanos()).isEqualTo(clock.nanos());
        assertThat(clock.wall()).isEqualTo(start);
    }

    @Test
    void advance_movesBothReadings() {
        long before = clock.nanos();
        clock.advance(Duration.ofMillis(1500));
        assertThat(clock.nanos() - before).isEqualTo(1_500_000_000L);
        assertThat(clock.wall()).isEqualTo(start.plusMillis(1500));
    }

    @Test
    void stepWall_movesTheWallAlone_andItGoesOnFromThere() {
        long before = clock.nanos();
        clock.stepWall(Duration.ofHours(-1));
        assertThat(clock.nanos()).isEqualTo(before);
        assertThat(clock.wall()).isEqualTo(start.minusSeconds(3600));
        clock.advance(Duration.ofSeconds(1));
        assertThat(clock.wall()).isEqualTo(start.minusSeconds(3599));
    }

    @Test
    void advance_runsWhatFallsDue_inOrder_eachAtItsTime_inclusive() {
        clock.every(Duration.ofSeconds(2), () -> ran.add("two at " + seconds()));
        clock.every(Duration.ofSeconds(3), () -> ran.add("three at " + seconds()));
        clock.advance(Duration.ofSeconds(6));
        assertThat(ran).containsExactly("two at 2", "three at 3", "two at 4", "two at 6", "three at 6");
        assertThat(seconds()).isEqualTo(6);
    }

    private long seconds() {
        return Duration.between(start, clock.wall()).toSeconds();
    }

    @Test
    void advance_runsTasksOnTheCallersThread() {
        AtomicReference<Thread> thread = new AtomicReference<>();
        clock.every(Duration.ofSeconds(1), () -> thread.set(Thread.currentThread()));
        clock.advance(Duration.ofSeconds(1));
        assertThat(thread).hasValue(Thread.currentThread());
    }

    @Test
    void closedTask_runsNoMore_evenIfClosedAtThatInstant() {
        List<PilotClock.Ticker> tickers = new ArrayList<>();
        clock.every(Duration.ofSeconds(1), () -> tickers.forEach(PilotClock.Ticker::close));
        tickers.add(clock.every(Duration.ofSeconds(1), () -> ran.add("closed")));
        clock.advance(Duration.ofSeconds(3));
        assertThat(ran).isEmpty();
    }

    @Test
    void throwingTask_isSeenByTheTest_andTheClockGoesOnLater() {
        clock.every(Duration.ofSeconds(1), () -> {
            ran.add("thrown at " + seconds());
            throw new IllegalStateException("task");
        });
        assertThatThrownBy(() -> clock.advance(Duration.ofSeconds(5))).hasMessage("task");
        assertThat(seconds()).isEqualTo(1);
        assertThatThrownBy(() -> clock.advance(Duration.ofSeconds(1))).hasMessage("task");
        assertThat(ran).containsExactly("thrown at 1", "thrown at 2");
    }

    @Test
    void misuse_failsAtThatLine() {
        assertThatThrownBy(() -> clock.advance(Duration.ofNanos(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("stepWall");
        assertThatThrownBy(() -> clock.every(Duration.ZERO, () -> {})).isInstanceOf(IllegalArgumentException.class);
        clock.every(Duration.ofSeconds(1), () -> clock.advance(Duration.ofSeconds(1)));
        assertThatThrownBy(() -> clock.advance(Duration.ofSeconds(1))).isInstanceOf(IllegalStateException.class);
    }
}
