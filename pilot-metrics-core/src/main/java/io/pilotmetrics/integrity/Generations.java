// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.integrity;

/**
 * The ids of one segment by age. A generation is what was first seen in one {@value #LIFE}th of the window, and a {@value #PARTS}th of
 * the ids that are kept at most: it expires as one, and where room is needed the oldest gives way as one, in O(1). Not thread-safe.
 */
final class Generations {

    /*
     * A generation is told by 8 bits, so no more than MOST_ALIVE may be alive: one for each step of a life, and as many as all ids can
     * fill. Ids that were in flight when their generation was full may be forgotten and leave it near to empty; where MOST_FULL have ended
     * by number, the running one goes on until its step is over, whatever its size.
     */

    /** For how many steps after its own a generation is alive. */
    static final int LIFE = 128;

    static final int PARTS = 64;

    /** Generations, modulo which they are told apart. */
    static final int NUMBERS = 256;

    private static final int MOST_FULL = PARTS + 2;
    static final int MOST_ALIVE = LIFE + 1 + MOST_FULL;

    private final int limit;
    private final int full;
    private final int[] ids = new int[NUMBERS]; // alive, by generation modulo NUMBERS; as below
    private final int[] steps = new int[NUMBERS]; // the low bits, of which differences count
    private long oldest;
    private long newest = -1; // less than the oldest where none is alive
    private int endedFull; // of those alive
    private int size;
    private long now;

    /**
     * No generation.
     *
     * @param ids how many are kept at least, 1 or more
     */
    Generations(int ids) {
        this.full = ids / PARTS + (ids % PARTS == 0 ? 0 : 1);
        this.limit = ids + full - 1;
    }

    /** How many ids are alive. */
    int size() {
        return size;
    }

    /** Whether a generation has to give way before an id comes in. */
    boolean isFull() {
        return size >= limit;
    }

    /** The youngest that was begun. */
    long newest() {
        return newest;
    }

    /** The oldest that may be alive. */
    long oldest() {
        return oldest;
    }

    boolean isAlive(long generation) {
        return generation >= oldest;
    }

    /** The latest step. */
    long now() {
        return now;
    }

    /** Lets time pass: how many ids have expired by it. A step before the latest is the latest. */
    int advance(long step) {
        if (step <= now) {
            return 0;
        }
        boolean all = step - now > LIFE;
        now = step;
        int expired = 0;
        while (oldest <= newest && (all || age(oldest) > LIFE)) {
            expired += end();
        }
        return expired;
    }

    /** How many steps ago a generation that is alive began. */
    int age(long generation) {
        return (int) now - steps[at(generation)];
    }

    /** Takes an id in that is seen now: its generation. */
    long enter() {
        int at = at(newest);
        if (newest < oldest || steps[at] != (int) now) {
            at = begin();
        } else if (ids[at] >= full && endedFull < MOST_FULL) {
            endedFull++;
            at = begin();
        }
        ids[at]++;
        size++;
        return newest;
    }

    private int begin() {
        newest++;
        int at = at(newest);
        steps[at] = (int) now;
        return at;
    }

    /** Takes an id out of a generation that is alive. */
    void leave(long generation) {
        ids[at(generation)]--;
        size--;
    }

    /** The oldest that has an id gives way: its age. One has. */
    int evict() {
        while (ids[at(oldest)] == 0) {
            end();
        }
        int age = age(oldest);
        end();
        return age;
    }

    private int end() {
        int at = at(oldest);
        int ended = ids[at];
        if (oldest < newest && steps[at] == steps[at(oldest + 1)]) {
            endedFull--;
        }
        ids[at] = 0;
        size -= ended;
        oldest++;
        return ended;
    }

    private static int at(long generation) {
        return (int) generation & (NUMBERS - 1);
    }
}
