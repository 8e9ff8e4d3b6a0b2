// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.snapshot;

import static java.util.Objects.requireNonNull;

/**
 * A confidence interval at 95 %, with the name of the method that it comes from.
 *
 * @param low the lower limit, NaN where nothing was observed
 * @param high the upper limit, NaN where nothing was observed
 * @param method the method's name, for example {@code wilson}
 */
public record Interval(double low, double high, String method) {

    /** Two-sided 95 % point of the normal distribution. */
    private static final double Z = 1.959964;

    /**
     * Checks and copies its parts.
     *
     * @param low the lower limit, NaN where nothing was observed
     * @param high the upper limit, NaN where nothing was observed
     * @param method the method's name, for example {@code wilson}
     */
    public Interval {
        requireNonNull(method, "method");
        if (low > high) {
            throw new IllegalArgumentException("interval needs low <= high, got [" + low + ", " + high + "]");
        }
    }

    /**
     * Wilson's score interval of a share among independent observations. At {@code hits == n} the upper limit is exactly
     * 1, at {@code hits == 0} the lower is exactly 0.
     *
     * @param hits how many of the observations count, 0 to {@code n}
     * @param n how many observations there are; with 0 both limits are NaN
     * @return the interval, inside 0 to 1
     * @throws IllegalArgumentException if {@code hits} is negative or above {@code n}
     * @see <a href="https://doi.org/10.1080/01621459.1927.10502953">Wilson, JASA 22 (1927)</a>
     */
    public static Interval wilson(long hits, long n) {
        if (hits < 0 || hits > n) {
            throw new IllegalArgumentException("a share needs 0 <= hits <= n, got " + hits + " of " + n);
        }
        if (n == 0) {
            return new Interval(Double.NaN, Double.NaN, "wilson");
        }
        double z2 = Z * Z;
        double share = (double) hits / n;
        double denominator = n + z2;
        double centre = (hits + z2 / 2) / denominator;
        double half = Z * Math.sqrt(n * share * (1 - share) + z2 / 4) / denominator;
        double low = hits == 0 ? 0 : Math.max(0, centre - half);
        double high = hits == n ? 1 : Math.min(1, centre + half);
        return new Interval(low, high, "wilson");
    }
}
