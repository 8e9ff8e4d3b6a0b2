// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.integrity;

import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the ids themselves: exact, about 120 bytes an id and the id. Ids are bytes, text, numbers, of which 5 is one whatever its type,
 * or of any type with {@code equals} by value. When it is full the oldest give way, one for each new one.
 *
 * <p>A call holds one monitor for all threads, and in it runs the id's own {@code hashCode} and {@code equals}. What they throw goes on,
 * and leaves the others' ids alone.
 */
public final class ExactIdWindow implements IdWindow {

    /*
     * One map in the order of first sight, behind a monitor that the JVM gives back whatever strikes. An entry is taken out through the
     * map's iterator, which asks the id for nothing unless many share one hash, so that one whose hash has changed meanwhile goes when its time has come. A concurrent
     * map and queue were tried first: what was forgotten kept its place in the queue, and one event that failed again and again drove all
     * others out. A cache that does its upkeep on the caller's thread was tried before that: a StackOverflowError of the user's code that
     * struck in the middle of it left the next caller waiting for ever.
     */

    /** Expired ids that one claim takes out: more than it puts in. */
    private static final int MOST_EXPIRIES = 4;

    private static final int EXPIRIES_AT_ONCE = 256;

    private final long ageNanos;
    private final long maxIds;
    private final Map<Object, First> ids = new LinkedHashMap<>(); // guarded by this, as all below
    private long now;
    private long claimed;
    private long forgotten;
    private long evicted;
    private long expired;
    private long leftInFlight;
    private long evictedAt; // when the youngest that was evicted had been seen first; valid once evicted
    private long evictedWhen;

    /**
     * A window bounded in time and number.
     *
     * @param ageNanos how long an id is remembered from first sight, in nanoseconds
     * @param maxIds how many ids are remembered at once
     * @param nanos now
     */
    public ExactIdWindow(long ageNanos, long maxIds, long nanos) {
        this.ageNanos = ageNanos;
        this.maxIds = maxIds;
        this.now = nanos;
    }

    @Override
    public Claim claim(long id, long content, long nanos) {
        return claim((Object) id, content, nanos);
    }

    @Override
    public Claim claim(Object id, long content, long nanos) {
        return claimValued(valued(id), content, nanos);
    }

    private synchronized Claim claimValued(Object valued, long content, long nanos) {
        advance(nanos, MOST_EXPIRIES);
        First earlier = known(valued);
        if (earlier == null) {
            return enter(valued, content);
        }
        if (earlier.content != content && earlier.content != UNKNOWN_CONTENT && content != UNKNOWN_CONTENT) {
            return Claim.conflicting(earlier.content);
        }
        return earlier.done ? Claim.DONE : Claim.IN_FLIGHT;
    }

    private @Nullable First known(Object id) {
        First known = ids.get(id);
        if (known == null || !known.isExpired()) {
            return known;
        }
        ids.remove(id);
        expired(known);
        return null;
    }

    private First enter(Object id, long content) {
        if (ids.size() >= maxIds) {
            First oldest = removeOldest();
            if (oldest.isExpired()) {
                expired(oldest);
            } else {
                evicted++;
                evictedAt = oldest.seenAt;
                evictedWhen = now;
                left(oldest);
            }
        }
        First first = new First(id, content, now);
        ids.put(id, first);
        claimed++;
        return first;
    }

    private First removeOldest() {
        Iterator<First> byAge = ids.values().iterator();
        First oldest = byAge.next();
        byAge.remove();
        return oldest;
    }

    private void expired(First over) {
        expired++;
        left(over);
    }

    private void left(First gone) {
        gone.held = false;
        leftInFlight += gone.done ? 0 : 1;
    }

    /** Whether there may be more that has expired. */
    private synchronized boolean advance(long nanos, int mostExpiries) {
        if (nanos - now > 0) {
            now = nanos;
        }
        Iterator<First> byAge = ids.values().iterator();
        for (int i = 0; i < mostExpiries && byAge.hasNext(); i++) {
            First oldest = byAge.next();
            if (!oldest.isExpired()) {
                return false;
            }
            byAge.remove();
            expired(oldest);
        }
        return byAge.hasNext();
    }

    @Override
    public void recover(long id, long nanos) {
        recover((Object) id, nanos);
    }

    @Override
    public void recover(Object id, long nanos) {
        recoverValued(valued(id), nanos);
    }

    private synchronized void recoverValued(Object valued, long nanos) {
        advance(nanos, MOST_EXPIRIES);
        First known = known(valued);
        First recovered = known == null ? enter(valued, UNKNOWN_CONTENT) : known;
        recovered.done = true;
        recovered.content = UNKNOWN_CONTENT;
    }

    @Override
    public @Nullable Standing standing(long id, long nanos) {
        return standing((Object) id, nanos);
    }

    @Override
    public @Nullable Standing standing(Object id, long nanos) {
        return standingOfValued(valued(id), nanos);
    }

    private synchronized @Nullable Standing standingOfValued(Object valued, long nanos) {
        advance(nanos, 0);
        First known = ids.get(valued);
        if (known == null || known.isExpired()) {
            return null;
        }
        return known.done ? Standing.DONE : Standing.IN_FLIGHT;
    }

    @Override
    public int contentBits() {
        return Long.SIZE;
    }

    @Override
    public Stats stats(long nanos) {
        while (advance(nanos, EXPIRIES_AT_ONCE)) {
            // Between them others get their turn.
        }
        return stats();
    }

    private synchronized Stats stats() {
        boolean lately = evicted > 0 && now - evictedWhen < ageNanos;
        return new Stats(
                claimed,
                ids.size(),
                forgotten,
                evicted,
                expired,
                leftInFlight,
                lately ? Math.max(0, Math.min(ageNanos, evictedWhen - evictedAt)) : ageNanos);
    }

    private synchronized void settle(First first, boolean well, long nanos) {
        advance(nanos, 0);
        if (!first.held || first.done || first.isExpired()) {
            return;
        }
        if (well) {
            first.done = true;
        } else if (ids.remove(first.id, first)) {
            first.held = false;
            forgotten++;
        }
    }

    /** The first delivery's claim, and what the map keeps. Equal to itself alone, so that it forgets no successor. */
    private final class First extends Claim {
        private final Object id;
        private final long seenAt;
        private long content; // guarded by the window, as below
        private boolean done;
        private boolean held = true;

        First(Object id, long content, long seenAt) {
            this.id = id;
            this.content = content;
            this.seenAt = seenAt;
        }

        boolean isExpired() {
            return now - seenAt >= ageNanos;
        }

        @Override
        public Standing standing() {
            return Standing.FIRST;
        }

        @Override
        public void done(long nanos) {
            settle(this, true, nanos);
        }

        @Override
        public void forget(long nanos) {
            settle(this, false, nanos);
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
    public synchronized String toString() {
        return "ExactIdWindow[" + TimeUnit.NANOSECONDS.toSeconds(ageNanos) + " s, " + ids.size() + " of " + maxIds
                + " ids]";
    }
}
