// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.integrity;

import static io.pilotmetrics.snapshot.Gaps.UNKNOWN;

/**
 * Some successive gaps of a {@link GapList}, packed. Immutable.
 *
 * <pre>
 *   for each gap     gamma(numbers between it and the one before; not of the first)
 *                    gamma(its numbers)
 *   and, where timed gamma(1) where the time below is unknown, else gamma(2 + zigzag(it - the known time before it))
 *                    the same of the time above
 * </pre>
 *
 * <p>The times of a block that is not timed are those around the whole of it.
 *
 * @param first the lowest missing number
 * @param last the highest one
 * @param gaps how many gaps
 * @param timed whether the gaps keep their own times
 * @param after the time below the lowest gap
 * @param before the time above the highest gap
 * @param code the gaps
 */
@SuppressWarnings("ArrayRecordComponent") // never changed, compared never
record GapBlock(long first, long last, int gaps, boolean timed, long after, long before, byte[] code) {

    /** Fields of a gap in an array: its first number, its last, the time below, the time above. */
    static final int FIELDS = 4;

    static final int LAST = 1;
    static final int AFTER = 2;
    static final int BEFORE = 3;

    /** Packs the gaps between two places of an array, of which there is at least one. */
    static GapBlock of(long[] fields, int from, int to, boolean timed) {
        GammaCode.Writer code = new GammaCode.Writer();
        long known = 0;
        for (int at = from; at < to; at += FIELDS) {
            if (at > from) {
                code.put(fields[at] - fields[at - FIELDS + LAST] - 1);
            }
            code.put(fields[at + LAST] - fields[at] + 1);
            for (int time = at + AFTER; timed && time <= at + BEFORE; time++) {
                if (fields[time] == UNKNOWN) {
                    code.put(1);
                } else {
                    code.put(2 + ByteWriter.zigzag(fields[time] - known));
                    known = fields[time];
                }
            }
        }
        int top = to - FIELDS;
        return new GapBlock(
                fields[from],
                fields[top + LAST],
                (to - from) / FIELDS,
                timed,
                fields[from + AFTER],
                fields[top + BEFORE],
                code.toBytes());
    }

    /** The gaps in an array of their own, with room for some more behind them. */
    long[] unpacked(int room) {
        long[] into = new long[FIELDS * (gaps + room)];
        GammaCode.Reader reader = new GammaCode.Reader(code);
        long known = 0;
        long next = first;
        for (int at = 0; at < FIELDS * gaps; at += FIELDS) {
            if (at > 0) {
                next += reader.next();
            }
            into[at] = next;
            next += reader.next();
            into[at + LAST] = next - 1;
            into[at + AFTER] = after;
            into[at + BEFORE] = before;
            for (int time = at + AFTER; timed && time <= at + BEFORE; time++) {
                long coded = reader.next() - 2;
                if (coded < 0) {
                    into[time] = UNKNOWN;
                } else {
                    known += ByteWriter.unzigzag(coded);
                    into[time] = known;
                }
            }
        }
        return into;
    }

    GapBlock untimed() {
        if (!timed) {
            return this;
        }
        long[] fields = unpacked(0);
        return of(fields, 0, fields.length, false);
    }
}
