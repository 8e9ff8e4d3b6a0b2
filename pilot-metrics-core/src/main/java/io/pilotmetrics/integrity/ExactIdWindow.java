// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.integrity;

import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * Keeps the ids themselves: exact, about 150 bytes an id and the id. When it is full the oldest give way, one for each new one.
 *
 * <p>An id that was forgotten keeps its place in the order of age until its time has come, so that a storm of failing retries takes
 * places from older ids rather than memory without bound.
 */
public final class ExactIdWindow implements IdWindow {

    /*
     * A map from ids to their first sight, and a queue of the same entries in order of age. What is expired is decided by the entry's
     * own time when the id is claimed, so the queue is only there to give memory back. No lock is held and no work is deferred: a
     * cache that does its upkeep on the caller's thread was tried first, and a StackOverflowError of the user's code that struck in the
     * middle of it left the next caller waiting for ever.
     */

    /** Entries that one claim takes out at most; two for one that it puts in keeps the queue within its bound. */
    private static final int MOST_REMOVALS = 2;

    private final long ageNanos;
    private final long maxIds;
    private final ConcurrentMap<Object, First> ids = new ConcurrentHashMap<>();
    private final Queue<First> byAge = new ConcurrentLinkedQueue<>();
    private final AtomicLong places = new AtomicLong();
    private final LongAdder evicted = new LongAdder();
    private final LongAdder expiredInFlight = new LongAdder();

    /**
     * A window bounded in time and number.
     *
     * @param ageNanos how long an id is remembered from first sight, in nanoseconds
     * @param maxIds how many ids are remembered at once
     */
    public ExactIdWindow(long ageNanos, long maxIds) {
        this.ageNanos = ageNanos;
        this.maxIds = maxIds;
    }

    @Override
    public Claim claim(Object id, long nanos) {
        First mine = new First(id, nanos);
        First earlier = ids.putIfAbsent(id, mine);
        while (earlier != null && earlier.isExpired(nanos)) {
            if (ids.replace(id, earlier, mine)) {
                leave(earlier);
                earlier = null;
            } else {
                earlier = ids.putIfAbsent(id, mine);
            }
        }
        if (earlier != null) {
            return earlier.done ? Claim.DONE : Claim.IN_FLIGHT;
        }
        byAge.add(mine);
        places.incrementAndGet();
        makeRoom(nanos, MOST_REMOVALS);
        return mine;
    }

    private void makeRoom(long nanos, long most) {
        for (long i = 0; i < most; i++) {
            First oldest = byAge.peek();
            if (oldest == null || (places.get() <= maxIds && !oldest.isExpired(nanos))) {
                return;
            }
            // Of several threads that see the same oldest entry one takes it out.
            if (byAge.remove(oldest)) {
                places.decrementAndGet();
                if (ids.remove(oldest.id, oldest)) {
                    if (!oldest.isExpired(nanos)) {
                        evicted.increment();
                    }
                    leave(oldest);
                }
            }
        }
    }

    private void leave(First first) {
        if (!first.done) {
            expiredInFlight.increment();
        }
    }

    @Override
    public Stats stats(long nanos) {
        makeRoom(nanos, Long.MAX_VALUE);
        return new Stats(ids.size(), evicted.sum(), expiredInFlight.sum());
    }

    /** The first delivery's claim, and what the map keeps. Equal to itself alone, so that it forgets no successor. */
    private final class First implements Claim {
        private final Object id;
        private final long seenAt;
        private volatile boolean done;

        First(Object id, long seenAt) {
            this.id = id;
            this.seenAt = seenAt;
        }

        boolean isExpired(long nanos) {
            return nanos - seenAt >= ageNanos;
        }

        @Override
        public Standing standing() {
            return Standing.FIRST;
        }

        @Override
        public void done(long nanos) {
            if (!isExpired(nanos)) {
                done = true;
            }
        }

        @Override
        public void forget() {
            ids.remove(id, this);
        }
    }

    @Override
    public String toString() {
        return "ExactIdWindow[" + TimeUnit.NANOSECONDS.toSeconds(ageNanos) + " s, " + ids.size() + " of " + maxIds
                + " ids]";
    }
}
