// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.integrity;

import io.pilotmetrics.integrity.IdWindow.Standing;
import io.pilotmetrics.integrity.InFlightIds.Entry;
import org.jspecify.annotations.Nullable;

/**
 * A part of a window's ids, those whose hashes begin alike. Thread-safe, behind its monitor, which the JVM gives back whatever strikes:
 * each call holds it for a look into two buckets and a bounded number of moves.
 */
final class IdSegment {

    private static final int MOST_EXPIRIES = 4;

    /** Time cut into equal steps: a step is a number, of which only differences count. */
    record Steps(long origin, long length) {
        long of(long nanos) {
            return Math.floorDiv(nanos - origin, length);
        }
    }

    private final Steps steps;
    private final int limit;
    private final DoneIds done; // guarded by this, as all below
    private final InFlightIds inFlight = new InFlightIds();
    private long now;
    private long claimed;
    private long forgotten;
    private long evicted;
    private long expired;
    private long expiredInFlight;

    // The least age at which an id was evicted, since a life ago at least and two at most.
    private long leastAge = DoneIds.LIFE;
    private long leastAgeBefore = DoneIds.LIFE;
    private long leastAgeSince;

    /**
     * An empty segment.
     *
     * @param steps how time is cut; its origin is now
     * @param limit how many ids are kept, in flight or done
     * @param done where those are kept that are done
     */
    IdSegment(Steps steps, int limit, DoneIds done) {
        this.steps = steps;
        this.limit = limit;
        this.done = done;
    }

    synchronized Claim claim(long hash, long content, long step) {
        advance(step, MOST_EXPIRIES);
        Entry held = held(hash);
        if (held != null) {
            return differs(held.content, content) ? Claim.conflicting(DoneIds.kept(held.content)) : Claim.IN_FLIGHT;
        }
        int found = done.find(hash);
        if (found >= 0) {
            long earlier = done.content(found);
            return differs(earlier, DoneIds.kept(content)) ? Claim.conflicting(earlier) : Claim.DONE;
        }
        claimed++;
        makeRoom();
        Entry first = inFlight.reuse();
        if (first == null) {
            first = new First();
        }
        first.hash = hash;
        first.content = content;
        first.step = now;
        inFlight.add(first);
        return first;
    }

    /** The id in flight, if it is, and its time is not over. */
    private @Nullable Entry held(long hash) {
        Entry held = inFlight.find(hash);
        if (held == null || !isOver(held)) {
            return held;
        }
        expire(held);
        return null;
    }

    private boolean isOver(Entry entry) {
        return now - entry.step > DoneIds.LIFE;
    }

    private static boolean differs(long earlier, long content) {
        return earlier != content && earlier != IdWindow.UNKNOWN_CONTENT && content != IdWindow.UNKNOWN_CONTENT;
    }

    synchronized void recover(long hash, long content, long step) {
        advance(step, MOST_EXPIRIES);
        Entry held = held(hash);
        if (held != null) {
            inFlight.remove(held);
            insert(hash, held.content, held.step);
        } else if (done.find(hash) < 0) {
            claimed++;
            makeRoom();
            insert(hash, content, now);
        }
    }

    private synchronized void settle(Entry first, boolean well, long step) {
        if (!first.held) {
            return; // expired, evicted or recovered meanwhile; it is nobody's any more
        }
        advance(step, 0);
        if (isOver(first)) {
            expire(first);
        } else {
            inFlight.remove(first);
            if (well) {
                insert(first.hash, first.content, first.step);
            } else {
                forgotten++;
            }
        }
        inFlight.release(first);
    }

    private void insert(long hash, long content, long step) {
        long lost = done.insert(hash, content, step);
        if (lost != DoneIds.NONE) {
            evictedOf(lost);
        }
    }

    /** For one more: the oldest gives way. */
    private void makeRoom() {
        if (inFlight.size() + done.size() < limit) {
            return;
        }
        Entry oldest = inFlight.oldest();
        if (oldest == null || (done.size() > 0 && done.oldestStep() <= oldest.step)) {
            long lost = done.evict();
            if (lost != DoneIds.NONE) {
                evictedOf(lost);
            }
        } else {
            inFlight.remove(oldest);
            expiredInFlight++;
            evictedOf(oldest.step);
        }
    }

    private void evictedOf(long step) {
        evicted++;
        leastAge = Math.min(leastAge, Math.max(0, now - step - 1));
    }

    private void advance(long step, int mostExpiries) {
        if (step > now) {
            now = step;
            expired += done.advance(step);
            if (step - leastAgeSince > DoneIds.LIFE) {
                boolean longAgo = step - leastAgeSince > 2 * DoneIds.LIFE;
                leastAgeBefore = longAgo ? DoneIds.LIFE : leastAge;
                leastAge = DoneIds.LIFE;
                leastAgeSince = step;
            }
        }
        for (int i = 0; i < mostExpiries; i++) {
            Entry oldest = inFlight.oldest();
            if (oldest == null || !isOver(oldest)) {
                return;
            }
            expire(oldest);
        }
    }

    private void expire(Entry entry) {
        inFlight.remove(entry);
        expired++;
        expiredInFlight++;
    }

    /** Its ages are in steps. */
    synchronized IdWindow.Stats stats(long step) {
        advance(step, Integer.MAX_VALUE);
        return new IdWindow.Stats(
                claimed,
                inFlight.size() + done.size(),
                forgotten,
                evicted,
                expired,
                expiredInFlight,
                Math.min(leastAge, leastAgeBefore));
    }

    /** The claim of a first delivery. Whether it still holds the id is the segment's to say. */
    private final class First extends Entry {
        @Override
        public Standing standing() {
            return Standing.FIRST;
        }

        @Override
        public void done(long nanos) {
            settle(this, true, steps.of(nanos));
        }

        @Override
        public void forget() {
            settle(this, false, Long.MIN_VALUE);
        }
    }
}
