// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.benchmarks.compare;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers for readers. */
final class Numbers {

    private static final BigDecimal THOUSAND = BigDecimal.valueOf(1_000);
    private static final MathContext THREE_DIGITS = new MathContext(3);

    private Numbers() {}

    /** Three significant digits, without an exponent, thousands set apart; ∞ and – where there is no number. */
    static String plain(double number) {
        if (Double.isNaN(number)) {
            return "–";
        }
        if (Double.isInfinite(number)) {
            return number > 0 ? "∞" : "-∞";
        }
        BigDecimal rounded = new BigDecimal(number).round(THREE_DIGITS);
        if (rounded.abs().compareTo(THOUSAND) >= 0) {
            return String.format(Locale.ROOT, "%,d", rounded.toBigInteger());
        }
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }

    /** Bytes to a tenth, where noise is gone. */
    static String bytes(double number) {
        return plain(Math.round(number * 10) / 10.0);
    }
}
