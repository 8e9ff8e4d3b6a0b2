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

    /*
     * An id is of one generation from first sight on, in flight or done, so that settling it changes no number. A stack overflow of the user's
     * code that strikes between two steps leaves an id in flight that is done as well, or one counted that is not there: until its generation
     * ends. In the middle of a cuckoo's moves it may lose one id.
     */

    /** Ids in flight that are looked at, oldest first, at each call: more than it puts in. */
    private static final int MOST_LOOKED_AT = 4;

    /** Time cut into equal steps: a step is a number, of which only differences count. */
    record Steps(long origin, long length) {
        long of(long nanos) {
            return Math.floorDiv(nanos - origin, length);
        }
    }

    private final Steps steps;
    private final Generations generations; // guarded by this, as all below
    private final DoneIds done;
    private final InFlightIds inFlight = new InFlightIds();
    private long claimed;
    private long forgotten;
    private long evicted;
    private long expired;
    private long overInFlight;

    // The least age at which an id was evicted, since a life ago at least and two at most.
    private long leastAge = Generations.LIFE;
    private long leastAgeBefore = Generations.LIFE;
    private long leastAgeSince;

    /**
     * An empty segment.
     *
     * @param steps how time is cut; its origin is now
     * @param ids how many ids are kept at least, in flight or done
     * @param share how many the table is made for
     * @param content whether content is kept
     */
    IdSegment(Steps steps, int ids, int share, boolean content) {
        this.steps = steps;
        this.generations = new Generations(ids);
        this.done = new DoneIds(generations, share, content, DoneIds.FINGERPRINT_BITS);
    }

    synchronized Claim claim(long hash, long content, long step) {
        advance(step, MOST_LOOKED_AT);
        Entry held = held(hash);
        if (held != null) {
            return differs(held.content, content) ? Claim.conflicting(DoneIds.kept(held.content)) : Claim.IN_FLIGHT;
        }
        int found = done.find(hash);
        if (found >= 0) {
            long earlier = done.content(found);
            return differs(earlier, DoneIds.kept(content)) ? Claim.conflicting(earlier) : Claim.DONE;
        }
        Entry first = inFlight.reuse();
        if (first == null) {
            first = new First();
        }
        first.hash = hash;
        first.content = content;
        first.generation = enter();
        inFlight.add(first);
        return first;
    }

    /** The id in flight, if it is, and its time is not over. */
    private @Nullable Entry held(long hash) {
        Entry held = inFlight.find(hash);
        if (held == null || generations.isAlive(held.generation)) {
            return held;
        }
        drop(held);
        return null;
    }

    /** Counts a new id; the oldest generation gives way to it where there is no room. */
    private long enter() {
        if (generations.isFull()) {
            int size = generations.size();
            noteAge(generations.evict());
            evicted += size - generations.size();
        }
        claimed++;
        return generations.enter();
    }

    private static boolean differs(long earlier, long content) {
        return earlier != content && earlier != IdWindow.UNKNOWN_CONTENT && content != IdWindow.UNKNOWN_CONTENT;
    }

    synchronized void recover(long hash, long step) {
        advance(step, MOST_LOOKED_AT);
        Entry held = held(hash);
        if (held != null) {
            insert(hash, IdWindow.UNKNOWN_CONTENT, held.generation);
            inFlight.remove(held);
            return;
        }
        int found = done.find(hash);
        if (found >= 0) {
            done.forgetContent(found);
        } else {
            insert(hash, IdWindow.UNKNOWN_CONTENT, enter());
        }
    }

    /** What is known of an id; null where it is unknown. */
    synchronized @Nullable Standing standing(long hash, long step) {
        advance(step, 0);
        Entry held = inFlight.find(hash);
        if (held != null && generations.isAlive(held.generation)) {
            return Standing.IN_FLIGHT;
        }
        return done.find(hash) >= 0 ? Standing.DONE : null;
    }

    private synchronized void settle(Entry first, boolean well, long step) {
        if (!first.held) {
            return; // expired, evicted or recovered meanwhile; it is nobody's any more
        }
        advance(step, 0);
        if (!generations.isAlive(first.generation)) {
            drop(first);
        } else if (well) {
            insert(first.hash, first.content, first.generation);
            inFlight.remove(first);
        } else {
            inFlight.remove(first);
            generations.leave(first.generation);
            forgotten++;
        }
        inFlight.release(first);
    }

    private void insert(long hash, long content, long generation) {
        long lost = done.insert(hash, content, generation);
        if (lost != DoneIds.NONE) {
            noteAge(generations.age(lost));
            generations.leave(lost);
            evicted++;
        }
    }

    private void noteAge(int evictedAt) {
        leastAge = Math.min(leastAge, Math.max(0, evictedAt - 1));
    }

    private void advance(long step, int mostLookedAt) {
        expired += generations.advance(step);
        long since = generations.now() - leastAgeSince;
        if (since > Generations.LIFE) {
            leastAgeBefore = since > 2 * Generations.LIFE ? Generations.LIFE : leastAge;
            leastAge = Generations.LIFE;
            leastAgeSince = generations.now();
        }
        for (int i = 0; i < mostLookedAt; i++) {
            Entry oldest = inFlight.oldest();
            if (oldest == null || generations.isAlive(oldest.generation)) {
                return;
            }
            drop(oldest);
        }
    }

    private void drop(Entry over) {
        inFlight.remove(over);
        overInFlight++;
    }

    /** Its ages are in steps. */
    synchronized IdWindow.Stats stats(long step) {
        advance(step, Integer.MAX_VALUE);
        return new IdWindow.Stats(
                claimed,
                generations.size(),
                forgotten,
                evicted,
                expired,
                overInFlight,
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
        public void forget(long nanos) {
            settle(this, false, steps.of(nanos));
        }
    }
}
