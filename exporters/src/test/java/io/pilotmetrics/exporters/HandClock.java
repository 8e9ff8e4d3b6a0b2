// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.exporters;

import io.pilotmetrics.PilotClock;
import io.pilotmetrics.test.ManualClock;
import java.time.Duration;
import java.time.Instant;

/** A manual clock whose monotonic reading can be set back, as no good clock can. Of one thread. */
final class HandClock implements PilotClock {

    static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    private final ManualClock clock = new ManualClock(START);
    private long setBack;

    void advance(Duration by) {
        clock.advance(by);
    }

    void advance(long nanos) {
        clock.advance(Duration.ofNanos(nanos));
    }

    /** Lets the monotonic reading stand so much earlier than it should; 0 mends it. */
    void setBack(long nanos) {
        setBack = nanos;
    }

    @Override
    public long nanos() {
        return clock.nanos() - setBack;
    }

    @Override
    public Instant wall() {
        return clock.wall();
    }

    @Override
    public Ticker every(Duration period, Runnable task) {
        return clock.every(period, task);
    }
}
