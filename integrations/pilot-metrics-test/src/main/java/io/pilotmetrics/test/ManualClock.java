// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.test;

import static java.util.Objects.requireNonNull;

import io.pilotmetrics.PilotClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A clock that stands still until a test moves it. {@link #advance} runs the periodic tasks that fall due, on the caller's
 * thread and in order, each at its own time: afterwards everything that depends on time has happened.
 *
 * <p>Any number of threads may read it while one advances it; two that advance it take turns.
 */
public final class ManualClock implements PilotClock {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final ReentrantLock advancing = new ReentrantLock();
    private final List<Task> tasks = new ArrayList<>(); // guarded by itself
    private final Instant startWall;
    private volatile long elapsed;
    private volatile Duration stepped = Duration.ZERO;

    /** A clock at 2026-01-01T00:00:00Z. */
    public ManualClock() {
        this(START);
    }

    /**
     * A clock at a time of your choice.
     *
     * @param wall what {@link #wall()} shows before the first advance
     */
    public ManualClock(Instant wall) {
        this.startWall = requireNonNull(wall, "wall");
    }

    @Override
    public long nanos() {
        return elapsed;
    }

    @Override
    public Instant wall() {
        return startWall.plusNanos(elapsed).plus(stepped);
    }

    @Override
    public Ticker every(Duration period, Runnable task) {
        requireNonNull(task, "task");
        long nanos = period.toNanos();
        if (nanos <= 0) {
            throw new IllegalArgumentException("a periodic task needs a period above zero, got " + period);
        }
        Task added = new Task(nanos, task, elapsed + nanos);
        synchronized (tasks) {
            tasks.add(added);
        }
        return () -> {
            synchronized (tasks) {
                tasks.remove(added);
            }
        };
    }

    /**
     * Moves both readings forward, and runs what falls due up to the new time, inclusive. A task that throws ends the advance
     * at its own time, and the test sees what it threw.
     *
     * @param by how far, zero or more
     * @throws IllegalArgumentException if {@code by} is negative; {@link #stepWall} moves the wall clock back
     * @throws IllegalStateException if a periodic task calls this
     */
    public void advance(Duration by) {
        if (by.isNegative()) {
            throw new IllegalArgumentException(
                    "a monotonic clock never goes back, got " + by + "; move the wall clock alone with stepWall");
        }
        if (advancing.isHeldByCurrentThread()) {
            throw new IllegalStateException("a periodic task cannot advance the clock that runs it");
        }
        advancing.lock();
        try {
            long end = Math.addExact(elapsed, by.toNanos());
            for (Task task = nextDue(end); task != null; task = nextDue(end)) {
                elapsed = Math.max(elapsed, task.due);
                task.due += task.period;
                task.work.run();
            }
            elapsed = end;
        } finally {
            advancing.unlock();
        }
    }

    /**
     * Moves the wall clock alone, as an administrator or a time server does.
     *
     * @param by how far, negative for back
     */
    public void stepWall(Duration by) {
        advancing.lock();
        try {
            stepped = stepped.plus(by);
        } finally {
            advancing.unlock();
        }
    }

    private @Nullable Task nextDue(long end) {
        Task next = null;
        synchronized (tasks) {
            for (Task task : tasks) {
                if (task.due <= end && (next == null || task.due < next.due)) {
                    next = task;
                }
            }
        }
        return next;
    }

    @Override
    public String toString() {
        return "ManualClock[wall=" + wall() + ", elapsed=" + Duration.ofNanos(elapsed) + "]";
    }

    private static final class Task {
        private final long period;
        private final Runnable work;
        private long due; // read and written while advancing is held, or before it is shared

        Task(long period, Runnable work, long due) {
            this.period = period;
            this.work = work;
            this.due = due;
        }
    }
}
