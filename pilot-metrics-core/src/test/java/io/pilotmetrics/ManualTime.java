// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A clock that stands still until it is told. Ticks run on the caller's thread, each period once. */
final class ManualTime implements PilotClock {

    private final List<Runnable> tasks = new ArrayList<>();
    private Instant wall = Instant.EPOCH;
    private long nanos = Long.MAX_VALUE - 5_000_000_000L; // wraps around soon, as the monotonic clock may

    @Override
    public long nanos() {
        return nanos;
    }

    @Override
    public Instant wall() {
        return wall;
    }

    @Override
    public Ticker every(Duration period, Runnable task) {
        tasks.add(task);
        return () -> tasks.remove(task);
    }

    void stepWall(Duration step) {
        wall = wall.plus(step);
    }

    void pass(Duration time) {
        nanos += time.toNanos();
        wall = wall.plus(time);
    }

    void seconds(int count) {
        for (int i = 0; i < count; i++) {
            pass(Duration.ofSeconds(1));
            List.copyOf(tasks).forEach(Runnable::run);
        }
    }
}
