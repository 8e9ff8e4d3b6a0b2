// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.snapshot;

import java.util.Optional;

/** What an account has at one moment, as opposed to what it has counted. Each says what two instances have together. */
public enum Level {
    /**
     * For how long at least the oldest event in flight (of an operation, the oldest running call) has been so, in nanoseconds; less
     * than {@link Levels#OLDEST_IN_FLIGHT_STEP_NANOS} more. Zero where nothing is in flight. One that begins a multiple of
     * 34 seconds after an older one may be taken for that.
     */
    OLDEST_IN_FLIGHT("in_flight.oldest_nanos", Merge.LARGEST),
    /** Ids that the window knows. Absent where the handler has no id. */
    IDS_REMEMBERED("ids.remembered", Merge.SUM),
    /** How far back the window reaches at least, in nanoseconds; known to 1/128 of it. Absent where the handler has no id. */
    IDS_COVERED("ids.covered_nanos", Merge.SMALLEST);

    private enum Merge {
        LARGEST,
        SMALLEST,
        SUM
    }

    private final String key;
    private final Merge merge;

    Level(String key, Merge merge) {
        this.key = key;
        this.merge = merge;
    }

    /**
     * The name in the JSON form.
     *
     * @return for example {@code ids.remembered}
     */
    public String key() {
        return key;
    }

    /** What two instances have together; no level is negative. */
    long together(long one, long other) {
        return switch (merge) {
            case LARGEST -> Math.max(one, other);
            case SMALLEST -> Math.min(one, other);
            case SUM -> one + other < 0 ? Long.MAX_VALUE : one + other;
        };
    }

    /** The level of a name; empty for one that a later version writes. */
    static Optional<Level> of(String key) {
        for (Level level : values()) {
            if (level.key.equals(key)) {
                return Optional.of(level);
            }
        }
        return Optional.empty();
    }
}
