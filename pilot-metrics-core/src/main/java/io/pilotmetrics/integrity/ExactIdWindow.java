// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.integrity;

import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the ids themselves: exact, about 150 bytes an id and the id. Ids are bytes, text, numbers, of which 5 is one whatever its type,
 * or of any type with {@code equals} by value. When it is full the oldest give way, one for each new one.
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
    private final LongAdder claimed = new LongAdder();
    private final LongAdder forgotten = new LongAdder();
    private final LongAdder evicted = new LongAdder();
    private final LongAdder expired = new LongAdder();
    private final LongAdder expiredInFlight = new LongAdder();
    private volatile long evictedAt; // when the youngest that was evicted had been seen first; valid once evicted
    private volatile long evictedWhen;

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
    public Claim claim(long id, long content, long nanos) {
        return claim((Object) id, content, nanos);
    }

    @Override
    public Claim claim(Object id, long content, long nanos) {
        First mine = new First(valued(id), content, nanos, State.IN_FLIGHT);
        First earlier = firstOr(mine, nanos);
        if (earlier == null) {
            return mine;
        }
        if (earlier.content != content && earlier.content != UNKNOWN_CONTENT && content != UNKNOWN_CONTENT) {
            return Claim.conflicting(earlier.content);
        }
        return earlier.isDone() ? Claim.DONE : Claim.IN_FLIGHT;
    }

    /** What is known of the id of a first sight, or null where it is that sight now. */
    private @Nullable First firstOr(First mine, long nanos) {
        First earlier = ids.putIfAbsent(mine.id, mine);
        while (earlier != null && earlier.isExpired(nanos)) {
            if (ids.replace(mine.id, earlier, mine)) {
                expired(earlier);
                earlier = null;
            } else {
                earlier = ids.putIfAbsent(mine.id, mine);
            }
        }
        if (earlier != null) {
            return earlier;
        }
        claimed.increment();
        byAge.add(mine);
        places.incrementAndGet();
        makeRoom(nanos, MOST_REMOVALS);
        return null;
    }

    @Override
    public void recover(long id, long content, long nanos) {
        recover((Object) id, content, nanos);
    }

    @Override
    public void recover(Object id, long content, long nanos) {
        First mine = new First(valued(id), content, nanos, State.DONE);
        First known = firstOr(mine, nanos);
        while (known != null && !known.recover()) {
            known = firstOr(mine, nanos);
        }
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
                    if (oldest.isExpired(nanos)) {
                        expired(oldest);
                    } else {
                        evicted(oldest, nanos);
                    }
                }
            }
        }
    }

    private void expired(First first) {
        expired.increment();
        leave(first);
    }

    private void evicted(First first, long nanos) {
        evictedAt = first.seenAt;
        evictedWhen = nanos;
        evicted.increment();
        leave(first);
    }

    private void leave(First first) {
        if (!first.isDone()) {
            expiredInFlight.increment();
        }
    }

    @Override
    public int contentBits() {
        return Long.SIZE;
    }

    @Override
    public Stats stats(long nanos) {
        makeRoom(nanos, Long.MAX_VALUE);
        boolean lately = evicted.sum() > 0 && nanos - evictedWhen < ageNanos;
        return new Stats(
                claimed.sum(),
                ids.size(),
                forgotten.sum(),
                evicted.sum(),
                expired.sum(),
                expiredInFlight.sum(),
                lately ? Math.max(0, Math.min(ageNanos, evictedWhen - evictedAt)) : ageNanos);
    }

    private enum State {
        IN_FLIGHT,
        DONE,
        FORGOTTEN
    }

    /** The first delivery's claim, and what the map keeps. Equal to itself alone, so that it forgets no successor. */
    private final class First extends Claim {
        private final Object id;
        private final long content;
        private final long seenAt;
        private volatile State state; // left once, from in flight, under this monitor

        First(Object id, long content, long seenAt, State state) {
            this.id = id;
            this.content = content;
            this.seenAt = seenAt;
            this.state = state;
        }

        boolean isExpired(long nanos) {
            return nanos - seenAt >= ageNanos;
        }

        boolean isDone() {
            return state == State.DONE;
        }

        private synchronized boolean settle(State end) {
            boolean settles = state == State.IN_FLIGHT;
            if (settles) {
                state = end;
            }
            return settles;
        }

        /** False where its claim has just made the id unknown. */
        boolean recover() {
            if (settle(State.DONE) || isDone()) {
                return true;
            }
            remove();
            return false;
        }

        private void remove() {
            if (ids.remove(id, this)) {
                forgotten.increment();
            }
        }

        @Override
        public Standing standing() {
            return Standing.FIRST;
        }

        @Override
        public void done(long nanos) {
            if (!isExpired(nanos)) {
                settle(State.DONE);
            }
        }

        @Override
        public void forget(long nanos) {
            if (!isExpired(nanos) && settle(State.FORGOTTEN)) {
                remove();
            }
        }
    }

    /** An id that is equal by value and stays so. */
    private static Object valued(Object id) {
        if (id instanceof String) {
            return id;
        }
        if (id instanceof Integer || id instanceof Short || id instanceof Byte) {
            return ((Number) id).longValue();
        }
        if (id instanceof CharSequence text) {
            return text.toString();
        }
        if (id instanceof byte[] bytes) {
            return ByteBuffer.wrap(bytes.clone());
        }
        if (id.getClass().isArray()) {
            throw new IllegalArgumentException("an id of type " + id.getClass().getSimpleName()
                    + " is equal to itself alone; let the extractor give a List.of(…) or text");
        }
        return id;
    }

    @Override
    public String toString() {
        return "ExactIdWindow[" + TimeUnit.NANOSECONDS.toSeconds(ageNanos) + " s, " + ids.size() + " of " + maxIds
                + " ids]";
    }
}
