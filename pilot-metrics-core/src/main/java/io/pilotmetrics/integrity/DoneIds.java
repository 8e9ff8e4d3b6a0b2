// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.integrity;

/**
 * The ids of one segment that are done: fingerprints in a bucketised cuckoo table, with the step in which each was first seen. Not
 * thread-safe.
 *
 * @see <a href="https://doi.org/10.1145/2674005.2674994">Fan et al., Cuckoo Filter, CoNEXT 2014</a>
 */
final class DoneIds {

    /*
     * An id has two buckets, b and H(fingerprint) - b modulo their number; each follows from the other and the fingerprint, so that an
     * entry can be moved without its id, whatever the number of buckets. (The paper's exclusive-or needs a power of two.)
     *
     * Age: an id is alive for LIFE steps after the one in which it was first seen. Nothing goes through the table when time passes: a
     * count of ids by step says how many are alive, and a slot whose step is over is free to whoever comes by. A step is told by 8 bits, so a slot must be looked at
     * before its 256 steps are over: blocks of buckets carry the step of their last sweep, and who touches a block that was not swept for
     * long sweeps it first. Between two sweeps at E and at most E + 126, a block holds steps from E - LIFE to E + 126 only: fewer than 256.
     *
     * Eviction by size takes an id of the oldest step that is alive. A hand goes round the buckets from where it last stood, so that one
     * round evicts all of a step; it looks at SCAN buckets at most, and takes the oldest of them where it meets none of that step: in a
     * large segment, some ten times a round, an id that is not of the oldest step.
     */

    /** For how many steps after its first an id is alive. */
    static final int LIFE = 128;

    private static final int SLOTS = SlotTable.SLOTS;
    static final int CONTENT_BITS = 16;
    static final int FINGERPRINT_BITS = 40;

    /** How full the table is with all its ids. Four slots a bucket hold 97 %; the rest is slack for its segment and for short moves. */
    private static final double LOAD = 0.8;

    /** The same where content takes a quarter of the memory, so that it is 10 bytes an id. */
    private static final double LOAD_WITH_CONTENT = 0.85;

    /** In a table of few buckets the two of an id are often one. */
    private static final int SPARE_BUCKETS = 8;

    /** No such id. A step is never so low. */
    static final long NONE = Long.MIN_VALUE;

    private static final int BLOCK_BUCKETS = 16;
    private static final int MOST_STEPS_UNSWEPT = 255 - LIFE - 1;
    private static final int SCAN = 512;
    private static final int MOST_KICKS = 64;
    private static final int STEPS = 256;

    private final int buckets;
    private final long fingerprintMask;
    private final SlotTable table;
    private final long[] sweptAt; // by block
    private final int[] aliveByStep = new int[STEPS]; // those alive, by step modulo 256
    private long now;
    private long oldest; // no id alive is of an earlier step
    private int size;
    private int hand;
    private long random = 0x9E3779B97F4A7C15L;

    /**
     * An empty table.
     *
     * @param ids how many there will be at once, about
     * @param content whether content is kept
     * @param fingerprintBits how many bits tell ids apart; cut for a test of what follows from it
     */
    DoneIds(int ids, boolean content, int fingerprintBits) {
        this.buckets = (int) Math.ceil(ids / (content ? LOAD_WITH_CONTENT : LOAD) / SLOTS) + SPARE_BUCKETS;
        this.fingerprintMask = (1L << fingerprintBits) - 1;
        this.table = new SlotTable(buckets, content);
        this.sweptAt = new long[(buckets + BLOCK_BUCKETS - 1) / BLOCK_BUCKETS];
    }

    int size() {
        return size;
    }

    /** The step of the oldest id alive, or {@link #NONE}. */
    long oldestStep() {
        if (size <= 0) {
            return NONE;
        }
        while (oldest < now && aliveByStep[at(oldest)] == 0) {
            oldest++;
        }
        return oldest;
    }

    /** Lets time pass: how many ids have expired by it. */
    int advance(long step) {
        int expired = 0;
        if (step <= now) {
            return 0;
        }
        // No more than a round: all that were alive are over then.
        for (long over = Math.max(now - LIFE, step - LIFE - STEPS); over < step - LIFE; over++) {
            expired += aliveByStep[at(over)];
            aliveByStep[at(over)] = 0;
        }
        now = step;
        oldest = Math.max(oldest, step - LIFE);
        size -= expired;
        return expired;
    }

    /** Where an id is, or -1. */
    int find(long hash) {
        long fingerprint = fingerprint(hash);
        int first = bucket(hash);
        int slot = findIn(first, fingerprint);
        return slot >= 0 ? slot : findIn(other(first, fingerprint), fingerprint);
    }

    private int findIn(int bucket, long fingerprint) {
        for (int slot = 0; slot < SLOTS; slot++) {
            if (table.low(bucket, slot) == (int) fingerprint) {
                touch(bucket); // which may have emptied it
                if (table.fingerprint(bucket, slot) == fingerprint && alive(bucket, slot)) {
                    return bucket * SLOTS + slot;
                }
            }
        }
        return -1;
    }

    /** What is kept of the content of an id that was found; 0 where it is unknown. */
    long content(int found) {
        return table.content(found / SLOTS, found % SLOTS);
    }

    /** What is kept of content: 16 bits, of which none are 0 but for what is unknown. */
    static long kept(long content) {
        if (content == IdWindow.UNKNOWN_CONTENT) {
            return 0;
        }
        long bits = content >>> (Long.SIZE - CONTENT_BITS);
        return bits == 0 ? 1 : bits;
    }

    /**
     * Puts an id in that is not there.
     *
     * @return {@link #NONE}, or the step of an id that had to give way to it: then no cuckoo's path was found
     */
    long insert(long hash, long content, long step) {
        long fingerprint = fingerprint(hash);
        long kept = kept(content);
        int bucket = bucket(hash);
        long age = step & 0xFF;
        aliveByStep[at(step)]++;
        size++;
        oldest = Math.min(oldest, step);
        int other = other(bucket, fingerprint);
        int roomier = room(bucket) >= room(other) ? bucket : other; // so that few buckets are full
        if (place(roomier, fingerprint, age, kept)) {
            return NONE;
        }
        for (int kick = 0; kick < MOST_KICKS; kick++) {
            int slot = movable(bucket);
            boolean moved = slot >= 0;
            if (!moved) {
                slot = draw();
            }
            long outFingerprint = table.fingerprint(bucket, slot);
            long outAge = table.age(bucket, slot);
            long outKept = table.content(bucket, slot);
            int next = other(bucket, outFingerprint);
            table.write(bucket, slot, fingerprint, age, kept);
            if (moved && place(next, outFingerprint, outAge, outKept)) {
                return NONE;
            }
            bucket = next;
            fingerprint = outFingerprint;
            age = outAge;
            kept = outKept;
        }
        long lost = decode(bucket, age);
        aliveByStep[at(lost)]--;
        size--;
        return lost;
    }

    /** A slot of a full bucket whose entry has room in its other bucket, or -1. */
    private int movable(int bucket) {
        for (int slot = 0; slot < SLOTS; slot++) {
            int other = other(bucket, table.fingerprint(bucket, slot));
            touch(other);
            if (other != bucket && free(other) >= 0) {
                return slot;
            }
        }
        return -1;
    }

    private boolean place(int bucket, long fingerprint, long age, long kept) {
        touch(bucket);
        int slot = free(bucket);
        if (slot < 0) {
            return false;
        }
        table.write(bucket, slot, fingerprint, age, kept);
        return true;
    }

    /** Whether a slot holds an id that is alive. */
    private boolean taken(int bucket, int slot) {
        return table.low(bucket, slot) != 0 && alive(bucket, slot);
    }

    /** How many slots of a bucket are free. */
    private int room(int bucket) {
        touch(bucket);
        int room = 0;
        for (int slot = 0; slot < SLOTS; slot++) {
            room += taken(bucket, slot) ? 0 : 1;
        }
        return room;
    }

    private int free(int bucket) {
        for (int slot = 0; slot < SLOTS; slot++) {
            if (!taken(bucket, slot)) {
                return slot;
            }
        }
        return -1;
    }

    /** Takes an id of the oldest step out: its step, or {@link #NONE} where there is none. */
    long evict() {
        long wanted = oldestStep();
        if (wanted == NONE) {
            return NONE;
        }
        int oldestFound = -1;
        long oldestAge = Long.MAX_VALUE;
        for (int seen = 0; seen < buckets && (seen < SCAN || oldestFound < 0); seen++) {
            int bucket = hand;
            touch(bucket);
            for (int slot = 0; slot < SLOTS; slot++) {
                if (taken(bucket, slot)) {
                    long step = decode(bucket, table.age(bucket, slot));
                    if (step < oldestAge) {
                        oldestAge = step;
                        oldestFound = bucket * SLOTS + slot;
                    }
                }
            }
            if (oldestAge == wanted) {
                break; // the hand stays: this bucket may hold another
            }
            hand = hand + 1 == buckets ? 0 : hand + 1;
        }
        return oldestFound < 0 ? NONE : remove(oldestFound);
    }

    /** Takes an id out that was found: its step. */
    private long remove(int found) {
        int bucket = found / SLOTS;
        int slot = found % SLOTS;
        long step = decode(bucket, table.age(bucket, slot));
        table.write(bucket, slot, 0, 0, 0);
        aliveByStep[at(step)]--;
        size--;
        return step;
    }

    /** Makes a bucket's ages readable. */
    private void touch(int bucket) {
        int block = bucket / BLOCK_BUCKETS;
        if (now - sweptAt[block] > MOST_STEPS_UNSWEPT) {
            sweep(block);
        }
    }

    private void sweep(int block) {
        int end = Math.min(buckets, (block + 1) * BLOCK_BUCKETS);
        for (int bucket = block * BLOCK_BUCKETS; bucket < end; bucket++) {
            for (int slot = 0; slot < SLOTS; slot++) {
                if (table.low(bucket, slot) != 0 && !alive(bucket, slot)) {
                    table.write(bucket, slot, 0, 0, 0);
                }
            }
        }
        sweptAt[block] = now;
    }

    private boolean alive(int bucket, int slot) {
        return now - decode(bucket, table.age(bucket, slot)) <= LIFE;
    }

    /** The step that 8 bits tell, between the block's last sweep less a life and 255 steps later. */
    private long decode(int bucket, long age) {
        long from = sweptAt[bucket / BLOCK_BUCKETS] - LIFE;
        return from + ((age - from) & 0xFF);
    }

    /** The low bits of a hash, of which the lowest 32 are not all 0. */
    private long fingerprint(long hash) {
        long fingerprint = hash & fingerprintMask;
        return (int) fingerprint == 0 ? fingerprint | 1 : fingerprint;
    }

    /** The bits above the fingerprint's and below the segment's. */
    private int bucket(long hash) {
        return (int) ((((hash >>> 26) & 0xFFFFFFFFL) * buckets) >>> 32);
    }

    private int other(int bucket, long fingerprint) {
        long mixed = fingerprint * 0xC2B2AE3D27D4EB4FL;
        int sum = (int) (((mixed >>> 32) * buckets) >>> 32);
        int other = sum - bucket;
        return other < 0 ? other + buckets : other;
    }

    private int draw() {
        random ^= random << 13;
        random ^= random >>> 7;
        random ^= random << 17;
        return (int) (random & (SLOTS - 1));
    }

    private static int at(long step) {
        return (int) (step & (STEPS - 1));
    }
}
