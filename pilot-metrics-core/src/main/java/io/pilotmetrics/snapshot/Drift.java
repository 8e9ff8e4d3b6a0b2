// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.snapshot;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether a party's difference grows from window to window: the slope of the straight line that fits best (least squares) through the
 * relative differences of its windows, each at its middle, with a 95 % interval by Student's t. Windows are taken as independent
 * and as equally exact, so looked at after each window, one in 20 that has no drift shows some.
 *
 * @param windows how many windows it rests on; fewer than {@value #FEWEST} show nothing
 * @param perHour by how much the share of events that differ grows in an hour; NaN where there are too few windows
 * @param low the lower limit of its 95 % interval
 * @param high the upper limit of its 95 % interval
 */
public record Drift(int windows, double perHour, double low, double high) {

    /** Fewer windows show no drift. */
    public static final int FEWEST = 6;

    private static final double HOUR_SECONDS = 3600;

    /** What rounding can make of windows that all differ alike. */
    private static final double ROUNDING = 1e-12;

    private static final double Z = 1.959963984540054;

    /**
     * Whether there is a drift.
     *
     * @return false where the interval holds 0, or there are too few windows
     */
    public boolean shown() {
        return low > 0 || high < 0;
    }

    /** The drift of differences that lie in order of time and do not overlap. */
    static Drift of(List<CountDifference> closed) {
        List<double[]> points = new ArrayList<>();
        for (CountDifference each : closed) {
            Statement statement = each.statement();
            if (statement.count() > 0) {
                Duration since = Duration.between(closed.get(0).statement().from(), statement.from());
                Duration half =
                        Duration.between(statement.from(), statement.to()).dividedBy(2);
                points.add(new double[] {
                    since.plus(half).toSeconds() / HOUR_SECONDS, (double) each.difference() / statement.count()
                });
            }
        }
        return ofPoints(points);
    }

    /** The line through points of x and y. */
    static Drift ofPoints(List<double[]> points) {
        int n = points.size();
        if (n < FEWEST) {
            return new Drift(n, Double.NaN, Double.NaN, Double.NaN);
        }
        double meanX = points.stream().mapToDouble(p -> p[0]).average().orElse(0);
        double meanY = points.stream().mapToDouble(p -> p[1]).average().orElse(0);
        double xx = 0;
        double xy = 0;
        for (double[] p : points) {
            xx += (p[0] - meanX) * (p[0] - meanX);
            xy += (p[0] - meanX) * (p[1] - meanY);
        }
        double slope = xy / xx;
        double residuals = 0;
        for (double[] p : points) {
            double off = p[1] - meanY - slope * (p[0] - meanX);
            residuals += off * off;
        }
        double error = Math.sqrt(residuals / (n - 2) / xx);
        double reach = quantile(n - 2) * error + ROUNDING * (1 + Math.abs(meanY)) / Math.sqrt(xx);
        return new Drift(n, slope, slope - reach, slope + reach);
    }

    /**
     * The 97.5 % quantile of Student's t, within 0.03 % from 4 degrees on.
     *
     * @see <a href="https://personal.math.ubc.ca/~cbm/aands/page_949.htm">Abramowitz and Stegun, 26.7.5</a>
     */
    static double quantile(int degrees) {
        double z2 = Z * Z;
        double g1 = Z * (z2 + 1) / 4;
        double g2 = Z * ((5 * z2 + 16) * z2 + 3) / 96;
        double g3 = Z * (((3 * z2 + 19) * z2 + 17) * z2 - 15) / 384;
        double g4 = Z * ((((79 * z2 + 776) * z2 + 1482) * z2 - 1920) * z2 - 945) / 92160;
        double v = degrees;
        return Z + (g1 + (g2 + (g3 + g4 / v) / v) / v) / v;
    }
}
