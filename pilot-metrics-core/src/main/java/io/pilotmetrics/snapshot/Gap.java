// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.snapshot;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Successive numbers of a source that are missing, and when they must have been sent: after the nearest lower number that arrived,
 * before the nearest higher one. The times are those at which the neighbours happened, where the handler has {@code occurredAt},
 * else those at which they arrived, in whole milliseconds and rounded outwards.
 *
 * @param epoch one life of the source's numbering
 * @param first the first missing number
 * @param last the last missing number, inclusive
 * @param after the time of the neighbour below; null where none arrived
 * @param before the time of the neighbour above; null where none arrived, as in a lost tail
 */
public record Gap(
        long epoch,
        long first,
        long last,
        @Nullable Instant after,
        @Nullable Instant before) {

    /**
     * How many numbers are missing.
     *
     * @return at least 1
     */
    public long size() {
        return NumberRanges.size(first, last);
    }

    /**
     * The numbers as people write them.
     *
     * @return for example {@code 3-7}, or {@code 12}
     */
    public String numbers() {
        return first == last ? Long.toString(first) : first + "-" + last;
    }

    /** For example {@code 3-7, sent between 2026-03-01T12:00:00Z and 2026-03-01T12:00:05Z}. */
    @Override
    public String toString() {
        if (after == null && before == null) {
            return numbers();
        }
        if (after == null) {
            return numbers() + ", sent before " + before;
        }
        return numbers() + (before == null ? ", sent after " + after : ", sent between " + after + " and " + before);
    }
}
