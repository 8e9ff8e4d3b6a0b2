// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.snapshot;

/**
 * A share of counted things, with its uncertainty.
 *
 * @param hits how many count, 0 to {@code n}
 * @param n of how many
 */
public record Rate(long hits, long n) {

    /**
     * Checks and copies its parts.
     *
     * @param hits how many count, 0 to {@code n}
     * @param n of how many
     */
    public Rate {
        if (hits < 0 || hits > n) {
            throw new IllegalArgumentException("a rate needs 0 <= hits <= n, got " + hits + " of " + n);
        }
    }

    /**
     * A rate of counts that were read while recording goes on: hits may be ahead of their base by the calls that ended
     * between the two readings, and are then held to it.
     */
    static Rate ofRacing(long hits, long n) {
        long base = Math.max(0, n);
        return new Rate(Math.max(0, Math.min(hits, base)), base);
    }

    /**
     * The share itself.
     *
     * @return {@code hits / n}, or NaN where {@code n} is 0
     */
    public double value() {
        return n == 0 ? Double.NaN : (double) hits / n;
    }

    /**
     * How far the share can be trusted: Wilson's interval, which takes events as independent of one another.
     *
     * @return the 95 % interval; both limits are NaN where {@code n} is 0
     */
    public Interval interval() {
        return Interval.wilson(hits, n);
    }
}
