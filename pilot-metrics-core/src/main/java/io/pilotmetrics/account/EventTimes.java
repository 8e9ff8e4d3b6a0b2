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
 * <p>Now is the monotonic clock plus an offset that the ticker refreshes, so that an event costs no reading of the wall clock; a wall
 * clock that steps is followed within a second.
 *
 * <p>An event is out of order if it happened before the latest that has arrived. One from the future is counted and is no such measure:
 * a single clock that is wrong would put all other events out of order from then on.
 *
 * @param <E> the event's type
 */
final class EventTimes<E> {

    private static final long NONE = Long.MIN_VALUE;

    private final EventRules.Time<E> rule;
    private final Calls calls;
    private final Recorder lateness;
    private final Recorder age;
    private final AtomicLong latest = new AtomicLong(NONE);
    private volatile long offset;

    EventTimes(EventRules.Time<E> rule, Calls calls) {
        this.rule = rule;
        this.calls = calls;
        this.lateness = new Recorder(0, rule.latenessLimits());
        this.age = new Recorder(0, rule.ageLimits());
        refresh();
    }

    /** Reads the wall clock. Called by the ticker. */
    void refresh() {
        offset = nanos(rule.wall().get()) - calls.now();
    }

    /** Notes that an event has arrived. */
    void arrived(E event, long now) {
        long occurred = occurred(event);
        if (occurred == NONE) {
            calls.count(Counter.WITHOUT_TIME);
            return;
        }
        long late = now + offset - occurred;
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
    }

    /** Notes that an event was processed. */
    void processed(E event, long now) {
        long occurred = occurred(event);
        if (occurred != NONE) {
            age.mine().record(now + offset - occurred);
        }
    }

    private long occurred(E event) {
        try {
            Instant time = rule.occurredAt().apply(event);
            return time == null ? NONE : nanos(time);
        } catch (Throwable e) {
            calls.instrumentationError("occurred_at");
            return NONE;
        }
    }

    /** Since 1970; times of more than 146 years from then are held to that. */
    private static long nanos(Instant time) {
        long seconds = time.getEpochSecond();
        if (Math.abs(seconds) > Long.MAX_VALUE / 2_000_000_000L) {
            return seconds < 0 ? Long.MIN_VALUE / 2 : Long.MAX_VALUE / 2;
        }
        return seconds * 1_000_000_000L + time.getNano();
    }

    LatencySnapshot lateness() {
        return lateness.latency();
    }

    LatencySnapshot age() {
        return age.latency();
    }
}
