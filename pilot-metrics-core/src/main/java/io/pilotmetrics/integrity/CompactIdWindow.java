// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.integrity;

import io.pilotmetrics.integrity.IdSegment.Steps;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a fingerprint of each id: 7.8 bytes an id, 9.8 where content is compared, at the number of ids that it is made for. Ids are text, numbers,
 * UUIDs or bytes.
 *
 * <p>An id is remembered for at least the window and less than 1/128 of it longer. At least so many ids as it is made for are
 * remembered at once, and 9 % more at most. Where there are more the oldest give way, a 64th of them at a time.
 *
 * <p>A new id passes for a known one with a probability of at most {@code 8 · load · 2^-40 + ids · 2^-64}, as two buckets of four slots are looked at,
 * each of which holds 40 bits of another id's hash, and two ids may have one hash: 7 · 10<sup>-12</sup> up to 10 million ids, 6 ·
 * 10<sup>-11</sup> of a billion. Other content passes for the same with a probability of 2<sup>-16</sup> =
 * 1.5 · 10<sup>-5</sup>: a conflict that is not seen is counted as a duplicate.
 *
 * <p>It is cut into up to 64 segments by the hash, each behind a monitor of its own. A call holds it for two buckets and, where
 * they are full, for a few moves. Beside the ids that are done,
 * one in flight takes an object; up to 64 a segment are used again, so that a window in steady use allocates nothing. All memory
 * but that is taken at once; it is some 3 KB more, which shows in windows of less than 10,000 ids.
 */
public final class CompactIdWindow implements IdWindow {

    /** Ids that a segment is made for, at least: then chance fills no segment by more than its slack. */
    private static final int SMALLEST_SHARE = 8_192;

    private static final int MOST_SEGMENTS = 64;

    /** A share of ids exceeds its mean by six standard deviations in one of a billion segments. */
    private static final int SLACK_DEVIATIONS = 6;

    private final KeyedHash hash;
    private final Steps steps;
    private final long windowNanos;
    private final int maxIds;
    private final boolean content;
    private final int segmentShift;
    private final IdSegment[] segments;

    /**
     * An empty window.
     *
     * @param windowNanos how long an id is remembered from first sight, in nanoseconds; above zero
     * @param maxIds how many ids are remembered at once; 1 or more
     * @param content whether content is compared; without it nothing conflicts
     * @param key the key of the hash: windows that have the same one hash alike
     * @param nanos now
     */
    public CompactIdWindow(long windowNanos, int maxIds, boolean content, long key, long nanos) {
        this.hash = new KeyedHash(key);
        this.windowNanos = windowNanos;
        this.maxIds = maxIds;
        this.content = content;
        long length = windowNanos / Generations.LIFE + (windowNanos % Generations.LIFE == 0 ? 0 : 1);
        this.steps = new Steps(nanos, length);
        int count = Integer.highestOneBit(Math.max(1, Math.min(MOST_SEGMENTS, maxIds / SMALLEST_SHARE)));
        this.segmentShift = Long.SIZE - Integer.numberOfTrailingZeros(count);
        int share = (int) (((long) maxIds + count - 1) / count);
        int slack = count == 1 ? 0 : (int) Math.ceil(SLACK_DEVIATIONS * Math.sqrt(share));
        this.segments = new IdSegment[count];
        for (int i = 0; i < count; i++) {
            segments[i] = new IdSegment(steps, share + slack, share, content);
        }
    }

    private IdSegment segment(long hash) {
        return segments.length == 1 ? segments[0] : segments[(int) (hash >>> segmentShift)];
    }

    @Override
    public Claim claim(Object id, long content, long nanos) {
        return claimHash(hash.of(id), content, nanos);
    }

    @Override
    public Claim claim(long id, long content, long nanos) {
        return claimHash(hash.of(id), content, nanos);
    }

    private Claim claimHash(long hashed, long content, long nanos) {
        return segment(hashed).claim(hashed, compared(content), steps.of(nanos));
    }

    @Override
    public void recover(Object id, long nanos) {
        recoverHash(hash.of(id), nanos);
    }

    @Override
    public void recover(long id, long nanos) {
        recoverHash(hash.of(id), nanos);
    }

    private void recoverHash(long hashed, long nanos) {
        segment(hashed).recover(hashed, steps.of(nanos));
    }

    @Override
    public @Nullable Standing standing(Object id, long nanos) {
        return standingOfHash(hash.of(id), nanos);
    }

    @Override
    public @Nullable Standing standing(long id, long nanos) {
        return standingOfHash(hash.of(id), nanos);
    }

    private @Nullable Standing standingOfHash(long hashed, long nanos) {
        return segment(hashed).standing(hashed, steps.of(nanos));
    }

    private long compared(long content) {
        return this.content ? content : UNKNOWN_CONTENT;
    }

    @Override
    public int contentBits() {
        return content ? DoneIds.CONTENT_BITS : 0;
    }

    @Override
    public Stats stats(long nanos) {
        long step = steps.of(nanos);
        Stats sum = new Stats(0, 0, 0, 0, 0, 0, Generations.LIFE);
        for (IdSegment segment : segments) {
            sum = sum.plus(segment.stats(step));
        }
        return sum.covering(sum.coveredNanos() == Generations.LIFE ? windowNanos : sum.coveredNanos() * steps.length());
    }

    @Override
    public String toString() {
        return "CompactIdWindow[" + windowNanos / 1e9 + " s, " + maxIds + " ids]";
    }
}
