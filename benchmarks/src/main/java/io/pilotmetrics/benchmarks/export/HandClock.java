// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.benchmarks.export;

import io.pilotmetrics.PilotClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that benchmarks move: all threads forward by ticks, each thread on its own by what its calls take. */
public final class HandClock implements PilotClock {

    private final AtomicLong ticked = new AtomicLong();
    private final ThreadLocal<long[]> took = ThreadLocal.withInitial(() -> new long[1]);
    private final List<Runnable> tasks = new CopyOnWriteArrayList<>();

    @Override
    public long nanos() {
        return ticked.get() + took.get()[0];
    }

    @Override
    public Instant wall() {
        return Instant.ofEpochSecond(0, ticked.get());
    }

    @Override
    public Ticker every(Duration period, Runnable task) {
        tasks.add(task);
        return () -> tasks.remove(task);
    }

    /**
     * Lets time pass for the calling thread.
     *
     * @param nanos how much
     */
    public void take(long nanos) {
        took.get()[0] += nanos;
    }

    /** Lets a second pass and runs all repeated tasks. */
    public void tick() {
        ticked.addAndGet(Duration.ofSeconds(1).toNanos());
        tasks.forEach(Runnable::run);
    }
}
