// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.account;

import io.pilotmetrics.snapshot.StatedCounts;
import java.time.Duration;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * One handler's events by the minute in which they happened, or arrived where they have no time. Thread-safe; to count allocates nothing and takes no lock.
 *
 * <p>What arrives is counted once: no repeats, and no attempt above the first. What is processed counts for the event's own minute,
 * whenever that is. What happened more than a ring ago, or later than the minute after this, is counted apart.
 *
 * @param <E> the event's type
 */
final class MinuteCounts<E> implements Owed.Ending {

    static final long MINUTE_NANOS = 60_000_000_000L;

    /** This minute and the one after it, for clocks that are ahead. */
    private static final int AHEAD = 2;

    private final EventRules.Minutes rule;
    private final @Nullable EventTimes<E> times;
    private final WallClock wall;
    private final Calls calls;
    private final MinuteRing ring;
    private final LongAdder outside = new LongAdder();
    private final long begun; // the first whole minute

    MinuteCounts(EventRules.Minutes rule, @Nullable EventTimes<E> times, WallClock wall, Calls calls) {
        this.rule = rule;
        this.times = times;
        this.wall = wall;
        this.calls = calls;
        this.ring = new MinuteRing(rule.count() + AHEAD);
        this.begun = -Math.floorDiv(-now(), MINUTE_NANOS);
    }

    /** The wall clock, in nanoseconds since 1970. */
    long now() {
        return wall.at(calls.now());
    }

    /** Counts a distinct event that arrived. */
    void received(long occurred, long receivedAt) {
        count(MinuteRing.RECEIVED, occurred, receivedAt);
    }

    /** Counts input without a time of its own. */
    void unparsed(long receivedAt) {
        count(MinuteRing.RECEIVED, EventTimes.NONE, receivedAt);
    }

    /** Counts an event that was processed. */
    void processed(E event, long receivedAt) {
        count(MinuteRing.PROCESSED, occurred(event), receivedAt);
    }

    private long occurred(E event) {
        return times == null ? EventTimes.NONE : times.occurred(event);
    }

    /** Held to the time of arrival, which is known; what goes out of the ring while it is in flight nobody reads. */
    private void count(int which, long occurred, long receivedAt) {
        long current = Math.floorDiv(wall.at(receivedAt), MINUTE_NANOS);
        long minute = occurred == EventTimes.NONE ? current : Math.floorDiv(occurred, MINUTE_NANOS);
        boolean within = minute > current - rule.count() && minute < current + AHEAD;
        if (!(within && ring.add(which, minute)) && which == MinuteRing.RECEIVED) {
            outside.increment();
        }
    }

    /** An event that had begun when the stack came to its end. */
    @Override
    @SuppressWarnings({"unchecked", "NullAway"}) // the event that it was owed with
    public void endLate(@Nullable Object event, @Nullable Object how, long receivedAt) {
        received(occurred((E) event), receivedAt);
    }

    /** From when on all events were counted that happened since, in minutes. */
    long countedFrom(long now) {
        return Math.max(begun, oldest(now));
    }

    /** The oldest minute that is counted. */
    long oldest(long now) {
        return Math.floorDiv(now, MINUTE_NANOS) - rule.count() + 1;
    }

    /** The first minute that is not counted yet. */
    long end(long now) {
        return Math.floorDiv(now, MINUTE_NANOS) + AHEAD;
    }

    int count() {
        return rule.count();
    }

    Duration grace() {
        return rule.grace();
    }

    long outside() {
        return outside.sum();
    }

    /** The minutes that had events. */
    SortedMap<Instant, StatedCounts.Minute> read(long now) {
        SortedMap<Instant, StatedCounts.Minute> minutes = new TreeMap<>();
        for (long minute = oldest(now); minute < end(now); minute++) {
            long processed = ring.get(MinuteRing.PROCESSED, minute); // first: it is never more than was received
            long received = ring.get(MinuteRing.RECEIVED, minute);
            if (received != 0 || processed != 0) {
                minutes.put(instant(minute), new StatedCounts.Minute(received, processed));
            }
        }
        return minutes;
    }

    static Instant instant(long minute) {
        return Instant.EPOCH.plusSeconds(minute * 60);
    }
}
