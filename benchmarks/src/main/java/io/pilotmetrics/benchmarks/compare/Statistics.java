// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.benchmarks.compare;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Intervals of 95 % from a few rounds.
 *
 * <p>A mean has Student's interval. A ratio of two means has Fieller's: it holds every r for which the rounds' differences
 * {@code subject - r * peer} have a mean that Student's test does not tell from zero. It is paired: what slows a whole round
 * down moves both by one factor and cancels. Unlike an interval on logarithms it needs no positive values, so the baseline may be
 * subtracted round by round, and the baseline's own noise is in the interval. Where the peer's mean itself cannot be told
 * from zero, the ratio has no bounds, and the interval says so.
 *
 * @see <a href="https://doi.org/10.1111/j.2517-6161.1954.tb00159.x">Fieller, Some Problems in Interval Estimation, 1954</a>
 */
public final class Statistics {

    private static final double UPPER_TAIL = 0.025;

    private Statistics() {}

    /** The mean with Student's interval; from at least two values. */
    static Estimate mean(double[] values) {
        double mean = average(values);
        double half = quantile(values.length) * Math.sqrt(covariance(values, values) / values.length);
        return new Estimate(mean, mean - half, mean + half);
    }

    /**
     * The ratio of the means of values taken in pairs, with Fieller's interval.
     *
     * @param subject values, at least two
     * @param peer as many values, each taken together with the subject's
     * @return the ratio of subject to peer
     */
    public static Estimate ratio(double[] subject, double[] peer) {
        double x = average(subject);
        double y = average(peer);
        double weight = Math.pow(quantile(subject.length), 2) / subject.length;
        double a = y * y - weight * covariance(peer, peer);
        double b = x * y - weight * covariance(subject, peer);
        double c = x * x - weight * covariance(subject, subject);
        if (a <= 0 || y <= 0) {
            return new Estimate(x / y, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
        }
        double root = Math.sqrt(Math.max(0, b * b - a * c));
        return new Estimate(x / y, (b - root) / a, (b + root) / a);
    }

    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    static double average(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }

    private static double covariance(double[] left, double[] right) {
        double leftMean = average(left);
        double rightMean = average(right);
        double sum = 0;
        for (int i = 0; i < left.length; i++) {
            sum += (left[i] - leftMean) * (right[i] - rightMean);
        }
        return sum / (left.length - 1);
    }

    private static double quantile(int rounds) {
        if (rounds < 2) {
            throw new IllegalArgumentException("an interval needs at least 2 rounds, got " + rounds);
        }
        return TDistribution.of(rounds - 1).inverseSurvivalProbability(UPPER_TAIL);
    }
}
