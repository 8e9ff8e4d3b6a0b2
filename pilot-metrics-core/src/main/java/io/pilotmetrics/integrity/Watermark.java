// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.integrity;

import java.util.Arrays;

/**
 * Up to which number the missing ones of a source are dropped rather than pending. Not thread-safe.
 *
 * <p>Gaps open in the order of their numbers, so how far the numbers reached at a time says which gaps are as old as that. Of such marks 256
 * are kept; where more gaps open within the grace time, some stay pending up to 1/128 of it longer.
 */
final class Watermark {

    private static final int MARKS = 256;
    private static final int STEPS = 128;
    private static final int FIELDS = 2;
    private static final long[] NONE = {};

    private final long graceNanos;
    private final long reorderDistance;
    private long[] marks = NONE; // when, and up to which number, in order of both
    private int from;
    private int to;
    private long dropped;

    Watermark(Numbering numbering, long dropped) {
        this.graceNanos = numbering.graceNanos();
        this.reorderDistance = numbering.reorderDistance();
        this.dropped = dropped;
    }

    /** Notes that a gap has opened. */
    void opened(long upTo, long nanos) {
        if (to == marks.length) {
            makeRoom(nanos);
        }
        long when = to > from && marks[to - FIELDS] - nanos > 0 ? marks[to - FIELDS] : nanos; // the clock may overflow
        if (to > from && when == marks[to - FIELDS]) {
            marks[to - 1] = upTo;
            return;
        }
        marks[to++] = when;
        marks[to++] = upTo;
    }

    private void makeRoom(long nanos) {
        advance(nanos);
        if (from > 0) {
            System.arraycopy(marks, from, marks, 0, to - from);
            to -= from;
            from = 0;
        } else if (to < MARKS * FIELDS) {
            marks = Arrays.copyOf(marks, Math.max(FIELDS, 2 * to));
        } else {
            coalesce();
        }
    }

    /** Lets marks that lie close together become one, at the latest of their times. */
    private void coalesce() {
        int kept = 0;
        for (int at = 0; at < to; kept += FIELDS) {
            long first = marks[at];
            int next = at + FIELDS;
            while (next < to && marks[next] - first <= graceNanos / STEPS) {
                next += FIELDS;
            }
            marks[kept] = marks[next - FIELDS];
            marks[kept + 1] = marks[next - 1];
            at = next;
        }
        to = kept;
    }

    private void advance(long nanos) {
        while (from < to && nanos - marks[from] >= graceNanos) {
            dropped = Math.max(dropped, marks[from + 1]);
            from += FIELDS;
        }
        if (from == to) {
            from = 0;
            to = 0;
        }
    }

    /**
     * The highest number that is dropped where it is missing.
     *
     * @param last the highest number expected
     * @param nanos now
     */
    long at(long last, long nanos) {
        advance(nanos);
        dropped = Math.max(dropped, last - reorderDistance);
        return dropped;
    }

    /** Lets all that is missing up to a number be dropped. */
    void settle(long last) {
        from = 0;
        to = 0;
        dropped = Math.max(dropped, last);
    }
}
