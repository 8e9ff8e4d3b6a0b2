// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.integrity;

import static io.pilotmetrics.integrity.GapBlock.AFTER;
import static io.pilotmetrics.integrity.GapBlock.BEFORE;
import static io.pilotmetrics.integrity.GapBlock.FIELDS;
import static io.pilotmetrics.integrity.GapBlock.LAST;
import static io.pilotmetrics.snapshot.Gaps.UNKNOWN;

import io.pilotmetrics.snapshot.Gaps;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The gaps among the numbers of a source, in order. Not thread-safe.
 *
 * <p>The newest lie open in an array, since what comes out of order falls into them: to add one, or to fill a number of them, is a few
 * moves. Older ones are packed in {@link GapBlock}s of 128: with all around them some 13 bits a gap where one of 10 numbers is lost, 7 where
 * every other is.
 * To fill a number of one of those is to unpack its block, in some microseconds. Blocks older than the eight newest give up the times
 * of single gaps.
 */
final class GapList {

    private static final int BLOCK = 128;
    private static final int TIMED_BLOCKS = 8;

    private static final long[] NONE = {};

    private List<GapBlock> blocks = List.of(); // a list that can grow once there is one
    private long[] open = NONE;
    private int end; // of the open gaps in their array
    private int count;

    /** How many gaps there are. */
    int count() {
        return count;
    }

    /** Adds a gap above all others; one that is adjacent to the highest becomes part of it. */
    void append(long first, long last, long after, long before) {
        if (reopen() && open[end - FIELDS + LAST] == first - 1) {
            open[end - FIELDS + LAST] = last;
            open[end - FIELDS + BEFORE] = before;
            return;
        }
        if (end == 2 * BLOCK * FIELDS) {
            spill();
        }
        if (end == open.length) {
            grow();
        }
        open[end] = first;
        open[end + LAST] = last;
        open[end + AFTER] = after;
        open[end + BEFORE] = before;
        end += FIELDS;
        count++;
    }

    /** Room for one gap more than lie open at most. */
    private void grow() {
        open = Arrays.copyOf(open, Math.min((2 * BLOCK + 1) * FIELDS, Math.max(2 * FIELDS, 2 * end)));
    }

    /** Says when the neighbour above the highest gap was sent, which was not known. */
    void neighbourAbove(long before) {
        if (reopen() && open[end - FIELDS + BEFORE] == UNKNOWN) {
            open[end - FIELDS + BEFORE] = before;
        }
    }

    /** Sees to it that the highest gap lies open; false where there is none. */
    private boolean reopen() {
        if (end == 0 && !blocks.isEmpty()) {
            GapBlock highest = blocks.remove(blocks.size() - 1);
            open = highest.unpacked(2 * BLOCK - highest.gaps());
            end = FIELDS * highest.gaps();
        }
        return end > 0;
    }

    /** Packs the older half of the open gaps. */
    private void spill() {
        int half = BLOCK * FIELDS;
        if (blocks.isEmpty()) {
            blocks = new ArrayList<>();
        }
        blocks.add(GapBlock.of(open, 0, half, true));
        System.arraycopy(open, half, open, 0, end - half);
        end -= half;
        int old = blocks.size() - 1 - TIMED_BLOCKS;
        if (old >= 0) {
            blocks.set(old, blocks.get(old).untimed());
        }
    }

    /**
     * Takes a number out of the gap that it lies in.
     *
     * @param sentFrom when it was sent, rounded down; it bounds what is left of the gap above, and may be unknown
     * @param sentTo the same, rounded up, for what is left below
     * @return false if it lies in none
     */
    boolean remove(long number, long sentFrom, long sentTo) {
        if (end > 0 && number >= open[0]) {
            int at = find(open, end, number);
            if (at < 0) {
                return false;
            }
            int before = end;
            if (end == open.length) {
                grow();
            }
            end = cut(open, end, at, number, sentFrom, sentTo);
            count += (end - before) / FIELDS;
            if (end > 2 * BLOCK * FIELDS) {
                spill();
            }
        } else {
            int index = block(number);
            return index >= 0 && removeFrom(index, number, sentFrom, sentTo);
        }
        return true;
    }

    /** Whether a number lies in one of the gaps. */
    boolean contains(long number) {
        if (end > 0 && number >= open[0]) {
            return find(open, end, number) >= 0;
        }
        int index = block(number);
        if (index < 0) {
            return false;
        }
        GapBlock block = blocks.get(index);
        long[] fields = block.unpacked(0);
        return find(fields, fields.length, number) >= 0;
    }

    /** The block that a number would lie in; negative where there is none. */
    private int block(long number) {
        int low = 0;
        int high = blocks.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (blocks.get(middle).last() < number) {
                low = middle + 1;
            } else if (blocks.get(middle).first() > number) {
                high = middle - 1;
            } else {
                return middle;
            }
        }
        return -1;
    }

    private boolean removeFrom(int index, long number, long sentFrom, long sentTo) {
        GapBlock block = blocks.get(index);
        long[] fields = block.unpacked(1);
        int before = FIELDS * block.gaps();
        int at = find(fields, before, number);
        if (at < 0) {
            return false;
        }
        int after = cut(fields, before, at, number, sentFrom, sentTo);
        count += (after - before) / FIELDS;
        replace(index, block, fields, 0, after);
        return true;
    }

    /** Puts the gaps between two places of an array where a block was. */
    private void replace(int index, GapBlock block, long[] fields, int from, int to) {
        if (from == to) {
            blocks.remove(index);
        } else if (to - from >= 2 * BLOCK * FIELDS) {
            int middle = from + BLOCK * FIELDS;
            blocks.set(index, GapBlock.of(fields, from, middle, block.timed()));
            blocks.add(index + 1, GapBlock.of(fields, middle, to, block.timed()));
        } else {
            blocks.set(index, GapBlock.of(fields, from, to, block.timed()));
        }
    }

    /** The place of the gap that holds a number; negative where there is none. */
    private static int find(long[] fields, int end, long number) {
        int low = 0;
        int high = end / FIELDS - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (fields[FIELDS * middle + LAST] < number) {
                low = middle + 1;
            } else if (fields[FIELDS * middle] > number) {
                high = middle - 1;
            } else {
                return FIELDS * middle;
            }
        }
        return -1;
    }

    /** Takes a number out of the gap at a place, and says where the gaps end then. There must be room for one more. */
    private static int cut(long[] fields, int end, int at, long number, long sentFrom, long sentTo) {
        long first = fields[at];
        long last = fields[at + LAST];
        long after = fields[at + AFTER];
        long before = fields[at + BEFORE];
        // What arrives late arrives after its neighbour above, and says nothing of when the numbers above were sent.
        boolean within = sentFrom != UNKNOWN && sentFrom >= after && (before == UNKNOWN || sentTo <= before);
        if (first == last) {
            System.arraycopy(fields, at + FIELDS, fields, at, end - at - FIELDS);
            return end - FIELDS;
        }
        if (number == first) {
            fields[at] = number + 1;
            fields[at + AFTER] = within ? sentFrom : after;
            return end;
        }
        fields[at + LAST] = number - 1;
        fields[at + BEFORE] = within ? sentTo : before;
        if (number == last) {
            return end;
        }
        System.arraycopy(fields, at, fields, at + FIELDS, end - at);
        fields[at + FIELDS] = number + 1;
        fields[at + FIELDS + LAST] = last;
        fields[at + FIELDS + AFTER] = within ? sentFrom : after;
        fields[at + FIELDS + BEFORE] = before;
        return end + FIELDS;
    }

    /** The highest number of so many of the lowest gaps, of which there are at least as many. */
    long highestOf(int gaps) {
        int left = gaps;
        for (GapBlock block : blocks) {
            if (left <= block.gaps()) {
                long[] fields = block.unpacked(0);
                return fields[FIELDS * (left - 1) + LAST];
            }
            left -= block.gaps();
        }
        return open[FIELDS * (left - 1) + LAST];
    }

    /** Removes all gaps up to a number, which cuts none, and says how many numbers lay in them. */
    long removeUpTo(long number) {
        long removed = 0;
        while (!blocks.isEmpty() && blocks.get(0).first() <= number) {
            GapBlock lowest = blocks.get(0);
            long[] fields = lowest.unpacked(0);
            int from = upTo(number, fields, fields.length);
            removed += size(fields, from);
            replace(0, lowest, fields, from, fields.length);
        }
        int from = upTo(number, open, end);
        removed += size(open, from);
        System.arraycopy(open, from, open, 0, end - from);
        end -= from;
        return removed;
    }

    private int upTo(long number, long[] fields, int to) {
        int at = 0;
        while (at < to && fields[at] <= number) {
            at += FIELDS;
        }
        count -= at / FIELDS;
        return at;
    }

    private static long size(long[] fields, int to) {
        long size = 0;
        for (int at = 0; at < to; at += FIELDS) {
            size += fields[at + LAST] - fields[at] + 1;
        }
        return size;
    }

    /** How many numbers between two lie in gaps; older gaps are not looked at. */
    long size(long from, long to) {
        long size = 0;
        for (int at = blocks.size() - 1; at >= 0 && blocks.get(at).last() >= from; at--) {
            long[] fields = blocks.get(at).unpacked(0);
            size += size(fields, fields.length, from, to);
        }
        return size + size(open, end, from, to);
    }

    private static long size(long[] fields, int end, long from, long to) {
        long size = 0;
        for (int at = end - FIELDS; at >= 0 && fields[at + LAST] >= from; at -= FIELDS) {
            size += Math.max(0, Math.min(fields[at + LAST], to) - Math.max(fields[at], from) + 1);
        }
        return size;
    }

    /** Shows all gaps in their order. */
    void forEach(Gaps.Visitor visitor) {
        for (GapBlock block : blocks) {
            long[] fields = block.unpacked(0);
            show(fields, fields.length, visitor);
        }
        show(open, end, visitor);
    }

    private static void show(long[] fields, int end, Gaps.Visitor visitor) {
        for (int at = 0; at < end; at += FIELDS) {
            visitor.gap(fields[at], fields[at + LAST], fields[at + AFTER], fields[at + BEFORE]);
        }
    }
}
