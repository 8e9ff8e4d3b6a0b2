// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.account;

import java.time.Instant;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The wall clock as the monotonic one and an offset that the ticker refreshes, so that an event costs no reading of it; a clock that steps is
 * followed within a second. Thread-safe.
 */
public final class WallClock {

    private final Supplier<Instant> wall;
    private final LongSupplier nanos;
    private volatile long offset;

    /**
     * Reads both clocks.
     *
     * @param wall the wall clock
     * @param nanos the monotonic clock
     */
    public WallClock(Supplier<Instant> wall, LongSupplier nanos) {
        this.wall = wall;
        this.nanos = nanos;
        refresh();
    }

    /** Reads the wall clock. Called by the ticker. */
    void refresh() {
        offset = nanos(wall.get()) - nanos.getAsLong();
    }

    /**
     * The wall clock's reading at one of the monotonic clock.
     *
     * @param now the monotonic clock, nanoseconds
     * @return nanoseconds since 1970
     */
    public long at(long now) {
        return now + offset;
    }

    /** Since 1970; times of more than 146 years from then are held to that. */
    static long nanos(Instant time) {
        long seconds = time.getEpochSecond();
        if (Math.abs(seconds) > Long.MAX_VALUE / 2_000_000_000L) {
            return seconds < 0 ? Long.MIN_VALUE / 2 : Long.MAX_VALUE / 2;
        }
        return seconds * 1_000_000_000L + time.getNano();
    }
}
