// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.integrity;

/**
 * The ids of one segment that are done: fingerprints in a bucketised cuckoo table, each with its generation. Not thread-safe.
 *
 * @see <a href="https://doi.org/10.1145/2674005.2674994">Fan et al., Cuckoo Filter, CoNEXT 2014</a>
 */
final class DoneIds {

    /*
     * An id has two buckets, b and H(fingerprint) - b modulo their number; each follows from the other and the fingerprint, so that an
     * entry can be moved without its id, whatever the number of buckets. (The paper's exclusive-or needs a power of two.)
     *
     * Nothing goes through the table when a generation ends: a slot whose generation is over is free to whoever comes by. A generation is
     * told by 8 bits, so a slot must be looked at before its number comes round: blocks of buckets carry the generation of
     * their last sweep, and who touches a block that was not swept for long sweeps it first. Between two sweeps, at E and at most at
     * E + MOST_UNSWEPT, a block holds generations from E - MOST_ALIVE + 1 to E + MOST_UNSWEPT only: fewer than 256.
     */

    private static final int SLOTS = SlotTable.SLOTS;
    static final int CONTENT_BITS = 16;
    static final int FINGERPRINT_BITS = 40;

    /** How full the table is with all its ids. Four slots a bucket hold 97 %; the rest is slack for its segment and for short moves. */
    private static final double LOAD = 0.8;

    /** The same where content takes a quarter of the memory, so that it is 10 bytes an id. */
    private static final double LOAD_WITH_CONTENT = 0.85;

    /** In a table of few buckets the two of an id are often one. */
    private static final int SPARE_BUCKETS = 8;

    /** No generation. */
    static final long NONE = -1;

    private static final int BLOCK_BUCKETS = 32;
    private static final int MOST_UNSWEPT = Generations.NUMBERS - Generations.MOST_ALIVE - 1;
    private static final int MOST_KICKS = 64;

    private final Generations generations;
    private final int buckets;
    private final long fingerprintMask;
    private final SlotTable table;
    private final long[] sweptAt; // by block
    private long random = 0x9E3779B97F4A7C15L;

    /**
     * An empty table.
     *
     * @param generations which of its ids are alive
     * @param ids how many there will be at once, about
     * @param content whether content is kept
     * @param fingerprintBits how many bits tell ids apart; cut for a test of what follows from it
     */
    DoneIds(Generations generations, int ids, boolean content, int fingerprintBits) {
        this.generations = generations;
        this.buckets = (int) Math.ceil(ids / (content ? LOAD_WITH_CONTENT : LOAD) / SLOTS) + SPARE_BUCKETS;
        this.fingerprintMask = (1L << fingerprintBits) - 1;
        this.table = new SlotTable(buckets, content);
        this.sweptAt = new long[(buckets + BLOCK_BUCKETS - 1) / BLOCK_BUCKETS];
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

    /** Makes the content of an id unknown that was found. */
    void forgetContent(int found) {
        int bucket = found / SLOTS;
        int slot = found % SLOTS;
        table.write(bucket, slot, table.fingerprint(bucket, slot), table.age(bucket, slot), 0);
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
     * Puts an id in that is not there. Of an id that has to give way to it, where no cuckoo's path was found, {@link Generations} is to be
     * told.
     *
     * @return {@link #NONE}, or the generation of the id that had to give way
     */
    long insert(long hash, long content, long generation) {
        long fingerprint = fingerprint(hash);
        long kept = kept(content);
        int bucket = bucket(hash);
        long age = generation & (Generations.NUMBERS - 1);
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
        return generations.newest() - generationsAgo(age);
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

    /** Makes a bucket's generations readable. */
    private void touch(int bucket) {
        int block = bucket / BLOCK_BUCKETS;
        if (generations.newest() - sweptAt[block] > MOST_UNSWEPT) {
            sweep(block);
        }
    }

    private void sweep(int block) {
        int end = Math.min(buckets, (block + 1) * BLOCK_BUCKETS);
        long from = sweptAt[block] - Generations.MOST_ALIVE + 1;
        for (int bucket = block * BLOCK_BUCKETS; bucket < end; bucket++) {
            for (int slot = 0; slot < SLOTS; slot++) {
                long generation = from + ((table.age(bucket, slot) - from) & (Generations.NUMBERS - 1));
                if (table.low(bucket, slot) != 0 && !generations.isAlive(generation)) {
                    table.write(bucket, slot, 0, 0, 0);
                }
            }
        }
        sweptAt[block] = generations.newest();
    }

    /** Of a bucket that was touched. */
    private boolean alive(int bucket, int slot) {
        return generationsAgo(table.age(bucket, slot)) <= generations.newest() - generations.oldest();
    }

    private long generationsAgo(long age) {
        return (generations.newest() - age) & (Generations.NUMBERS - 1);
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
}
