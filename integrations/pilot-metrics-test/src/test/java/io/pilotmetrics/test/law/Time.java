// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.test.law;

import io.pilotmetrics.PilotClock;
import io.pilotmetrics.test.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** The time of one case. Unlike a proper monotonic clock it can step back, by a little, as a bad one does. */
final class Time {

    private final ManualClock clock;
    private final AtomicLong back = new AtomicLong();

    Time(ManualClock clock) {
        this.clock = clock;
    }

    long nanos() {
        return clock.nanos() - back.get();
    }

    Instant wall() {
        return clock.wall();
    }

    PilotClock.Ticker every(Duration period, Runnable task) {
        return clock.every(period, task);
    }

    void advance(Duration by) {
        clock.advance(by);
    }

    void stepBack(long nanos) {
        back.addAndGet(nanos);
    }
}
