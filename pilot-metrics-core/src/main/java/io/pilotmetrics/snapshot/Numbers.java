// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.snapshot;

import java.math.BigDecimal;
import java.math.MathContext;

/** Numbers as people read them. */
final class Numbers {

    private Numbers() {}

    /** Up to six digits, no exponent, no trailing zeros; {@code none} for NaN. */
    static String plain(double value) {
        if (!Double.isFinite(value)) {
            return Double.isNaN(value) ? "none" : value > 0 ? "infinite" : "-infinite";
        }
        BigDecimal digits = new BigDecimal(value).round(new MathContext(6)).stripTrailingZeros();
        return digits.scale() < 0
                ? digits.setScale(0, java.math.RoundingMode.UNNECESSARY).toPlainString()
                : digits.toPlainString();
    }

    /** A duration in milliseconds, with its unit. */
    static String millis(long nanos) {
        return plain(nanos / 1e6) + " ms";
    }
}
