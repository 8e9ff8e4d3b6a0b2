// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.benchmarks.compare;

/**
 * A figure to reach, inclusive.
 *
 * @param measure what is limited
 * @param limit its upper limit
 * @param text the limit for readers
 */
public record Target(Measure measure, double limit, String text) {

    /** What a target limits. */
    public enum Measure {
        /** Nanoseconds beside the peer's, both above their baselines. */
        RATIO,
        /** Nanoseconds above the baseline. */
        NANOS,
        /** Bytes for one operation above the peer's, or above the baseline where there is no peer. */
        BYTES
    }

    /** What background threads allocate shows up as a fraction of a byte; the smallest object has 16. */
    private static final double BYTES_OF_NOISE = 0.5;

    static Target ratio(double limit) {
        return new Target(Measure.RATIO, limit, "≤ " + limit + " x");
    }

    static Target millis(double limit) {
        return new Target(Measure.NANOS, limit * 1e6, "≤ " + Numbers.plain(limit) + " ms");
    }

    static Target bytes(int limit) {
        return new Target(Measure.BYTES, limit, "≤ " + limit + " B/op more");
    }

    /**
     * Holds an estimate against the limit.
     *
     * @param estimate of what is limited
     * @return met, missed or open
     */
    public Verdict judge(Estimate estimate) {
        return Verdict.of(estimate, measure == Measure.BYTES ? limit + BYTES_OF_NOISE : limit);
    }
}
