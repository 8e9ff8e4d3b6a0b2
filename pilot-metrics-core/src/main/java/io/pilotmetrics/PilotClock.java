// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics;

import java.time.Duration;
import java.time.Instant;

/**
 * Where time comes from: durations and windows from the monotonic clock, dates from the wall clock, never one for the other.
 * Tests bring their own.
 */
public interface PilotClock {

    /**
     * The monotonic clock.
     *
     * @return nanoseconds since any fixed point; only differences mean something
     */
    long nanos();

    /**
     * The wall clock.
     *
     * @return now; it may step
     */
    Instant wall();

    /**
     * Runs a task over and over.
     *
     * @param period the time between two runs, above zero
     * @param task the task; it must not throw
     * @return ends it
     */
    Ticker every(Duration period, Runnable task);

    /** A repeated task. */
    @FunctionalInterface
    interface Ticker extends AutoCloseable {
        /** Ends the task; a run that has begun may still finish. A second call does nothing. */
        @Override
        void close();
    }

    /**
     * The machine's clocks, and one daemon thread for each repeated task.
     *
     * @return the clock that pilots use by default
     */
    static PilotClock system() {
        return SystemClock.INSTANCE;
    }
}
