// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.integrity;

/**
 * Buckets of four slots in one piece of memory; a slot holds a fingerprint, an age and, where it is kept, content. Not thread-safe.
 *
 * <p>Layout: a bucket is 3 longs, or 4 where content is kept. Longs 0 and 1 hold the low 32 bits of four fingerprints, 0 for an
 * empty slot; long 2 holds, 16 bits a slot, the high 8 bits of the fingerprint and above them 8 bits of age; long 3 holds 16 bits of content a
 * slot, 0 where it is unknown.
 */
final class SlotTable {

    /** Slots a bucket. */
    static final int SLOTS = 4;

    private static final int META_LONG = 2;
    private static final int CONTENT_LONG = 3;
    private static final long LOW_LANE = 0xFFFFFFFFL;
    private static final long LANE = 0xFFFF;

    private final int width; // longs a bucket
    private final long[] longs;

    SlotTable(int buckets, boolean content) {
        this.width = content ? CONTENT_LONG + 1 : META_LONG + 1;
        this.longs = new long[width * buckets];
    }

    /** The low 32 bits of a fingerprint, 0 of an empty slot. */
    int low(int bucket, int slot) {
        return (int) (longs[bucket * width + (slot >> 1)] >>> ((slot & 1) << 5));
    }

    /** 40 bits, 0 of an empty slot. */
    long fingerprint(int bucket, int slot) {
        int low = low(bucket, slot);
        return low == 0 ? 0 : (low & LOW_LANE) | ((meta(bucket, slot) & 0xFF) << 32);
    }

    /** 8 bits. */
    long age(int bucket, int slot) {
        return meta(bucket, slot) >>> 8;
    }

    private long meta(int bucket, int slot) {
        return (longs[bucket * width + META_LONG] >>> (slot << 4)) & LANE;
    }

    /** 16 bits, 0 where it is unknown. */
    long content(int bucket, int slot) {
        return width <= CONTENT_LONG ? 0 : (longs[bucket * width + CONTENT_LONG] >>> (slot << 4)) & LANE;
    }

    void write(int bucket, int slot, long fingerprint, long age, long content) {
        int base = bucket * width;
        set(base + (slot >> 1), (slot & 1) << 5, LOW_LANE, fingerprint & LOW_LANE);
        set(base + META_LONG, slot << 4, LANE, (fingerprint >>> 32) | (age << 8));
        if (width > CONTENT_LONG) {
            set(base + CONTENT_LONG, slot << 4, LANE, content);
        }
    }

    private void set(int index, int shift, long lane, long value) {
        longs[index] = (longs[index] & ~(lane << shift)) | (value << shift);
    }
}
