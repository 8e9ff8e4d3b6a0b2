// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.snapshot;

import java.util.List;

/**
 * What became here of the ids that a statement names. The ids are in this answer alone: no snapshot, no JSON form and no log has them.
 *
 * @param statement what was said, with the number of distinct ids as its count
 * @param missing the ids that are not known here, in the order in which they were named. Of {@link Statement.Kind#SENT}: they never arrived, or
 *     did and were malformed, refused, or failed and were not tried again, see {@code unsettled}. Of {@link Statement.Kind#STORED}:
 *     they were not processed
 * @param undetermined how many ids are not known and may have been, since the handler's ids do not reach back to the window's begin
 * @param unsettled how many events of the window arrived and are not processed, so that at most so many of the missing ones arrived
 * @param state whether what is missing is: in an open window it may yet come
 */
public record StatedIds(
        Statement statement, List<Object> missing, long undetermined, long unsettled, CountDifference.State state) {

    /**
     * Copies its parts.
     *
     * @param statement what was said, with the number of distinct ids as its count
     * @param missing the ids that are not known here, in the order in which they were named
     * @param undetermined how many ids are not known and may have been
     * @param unsettled how many events of the window arrived and are not processed
     * @param state whether what is missing is: in an open window it may yet come
     */
    public StatedIds {
        missing = List.copyOf(missing);
    }

    /** How many there are: ids may be persons' data. */
    @Override
    public String toString() {
        return "StatedIds[" + statement + ", " + missing.size() + " missing, " + undetermined + " undetermined, "
                + state + "]";
    }
}
