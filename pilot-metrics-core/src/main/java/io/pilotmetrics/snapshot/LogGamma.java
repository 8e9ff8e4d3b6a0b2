// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.snapshot;

/** The logarithm of the gamma function, by Stirling's series (NIST DLMF 5.11.1) from 10 on, to which smaller arguments are raised. */
final class LogGamma {

    private static final double HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

    /** The series's coefficients, B(2k) / (2k (2k - 1)); at 10 the first one left out is below 10<sup>-15</sup>. */
    private static final double[] SERIES = {
        1.0 / 12, -1.0 / 360, 1.0 / 1260, -1.0 / 1680, 1.0 / 1188, -691.0 / 360_360, 1.0 / 156, -3617.0 / 122_400
    };

    private LogGamma() {}

    /** The logarithm of the gamma function of a number above 0. */
    static double of(double x) {
        double raised = x;
        double product = 1;
        while (raised < 10) { // gamma(x) = gamma(x + 1) / x
            product *= raised;
            raised++;
        }
        double sum = 0;
        double squared = raised * raised;
        for (int k = SERIES.length - 1; k >= 0; k--) {
            sum = sum / squared + SERIES[k];
        }
        return (raised - 0.5) * Math.log(raised) - raised + HALF_LOG_TWO_PI + sum / raised - Math.log(product);
    }
}
