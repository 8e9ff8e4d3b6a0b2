// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.account;

import io.pilotmetrics.latency.Recorder;
import io.pilotmetrics.snapshot.LatencySnapshot;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/**
 * When one handler's events happened, held against when they arrived and when they were processed. Thread-safe.
 *
 * <p>An event is out of order if it happened before the latest that has arrived. One from the future is counted and is no such measure:
 * a single clock that is wrong would put all other events out of order from then on.
 *
 * @param <E> the event's type
 */
final class EventTimes<E> {

    /** No time. */
    static final long NONE = Long.MIN_VALUE;

    private final EventRules.Time<E> rule;
    private final Calls calls;
    private final Recorder lateness;
    private final Recorder age;
    private final AtomicLong latest = new AtomicLong(NONE);
    private final WallClock wall;

    EventTimes(EventRules.Time<E> rule, WallClock wall, Calls calls) {
        this.rule = rule;
        this.wall = wall;
        this.calls = calls;
        this.lateness = new Recorder(0, rule.latenessLimits());
        this.age = new Recorder(0, rule.ageLimits());
    }

    /** Notes that an event has arrived, and says when it happened. */
    long arrived(E event, long now) {
        long occurred = occurred(event);
        if (occurred == NONE) {
            calls.count(Counter.WITHOUT_TIME);
            return NONE;
        }
        long late = wall.at(now) - occurred;
        lateness.mine().record(late); // which counts a negative one as such
        if (late < 0) {
            calls.count(Counter.FUTURE);
        } else if (late > rule.lateAfterNanos()) {
            calls.count(Counter.LATE);
        }
        long before = latest.getPlain();
        if (occurred < before) {
            calls.count(Counter.OUT_OF_ORDER);
        } else if (late >= 0 && occurred > before) {
            latest.accumulateAndGet(occurred, Math::max);
        }
        return occurred;
    }

    /** Notes that an event was processed. */
    void processed(E event, long now) {
        long occurred = occurred(event);
        if (occurred != NONE) {
            age.mine().record(wall.at(now) - occurred);
        }
    }

    /** When an event happened, in nanoseconds since 1970, or that it has no time. */
    long occurred(E event) {
        try {
            Instant time = rule.occurredAt().apply(event);
            return time == null ? NONE : WallClock.nanos(time);
        } catch (Throwable e) {
            calls.instrumentationError("occurred_at");
            return NONE;
        }
    }

    LatencySnapshot lateness() {
        return lateness.latency();
    }

    LatencySnapshot age() {
        return age.latency();
    }
}
