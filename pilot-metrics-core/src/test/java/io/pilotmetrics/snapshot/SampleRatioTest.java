// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SampleRatioTest {

    /** The predictive probabilities one user after another, exactly: Beta-binomial over binomial. */
    private static double exactP(int percent, int pilot, int control) {
        MathContext digits = new MathContext(60);
        BigDecimal factor = BigDecimal.ONE;
        for (int i = 0; i < pilot; i++) {
            factor = factor.multiply(BigDecimal.valueOf(percent + i), digits);
        }
        for (int i = 0; i < control; i++) {
            factor = factor.multiply(BigDecimal.valueOf(100 - percent + i), digits);
        }
        for (int i = 0; i < pilot + control; i++) {
            factor = factor.divide(BigDecimal.valueOf(100 + i), digits);
        }
        factor = factor.divide(BigDecimal.valueOf(percent).movePointLeft(2).pow(pilot, digits), digits);
        factor =
                factor.divide(BigDecimal.valueOf(100 - percent).movePointLeft(2).pow(control, digits), digits);
        return Math.min(1, BigDecimal.ONE.divide(factor, digits).doubleValue());
    }

    @ParameterizedTest
    @CsvSource({
        "5, 0, 0",
        "5, 0, 1",
        "5, 1, 0",
        "5, 40, 960",
        "5, 10, 990",
        "50, 400, 600",
        "1, 100, 2000",
        "95, 3000, 400"
    })
    void pValue_isTheBayesFactorsInverse(int percent, int pilot, int control) {
        double p = SampleRatio.of(percent / 100.0, pilot, control).pValue();
        double exact = exactP(percent, pilot, control);
        assertThat(p).isCloseTo(exact, within(1e-9 * exact));
    }

    /** Somebody looks after every 50 users: of pilots in which nothing is wrong, hardly one in 1,000 is ever called a mismatch. */
    @ParameterizedTest
    @CsvSource({"0.05, 1", "0.5, 2", "0.01, 3"})
    void mismatch_whereSharesAreAsExpected_isHardlyEverShown(double share, int seed) {
        Random random = new Random(seed);
        int pilots = 2_000;
        int alarms = 0;
        for (int i = 0; i < pilots; i++) {
            alarms += shownWithin(5_000, share, share, random) > 0 ? 1 : 0;
        }
        // 2 are expected at most; 8 and more come in 1 of 1,000 runs
        assertThat(alarms).isLessThan(8);
    }

    @Test
    void mismatch_whereOneOfFivePilotUsersIsMissing_isShownWithin25000Users() {
        Random random = new Random(4);
        int found = 0;
        for (int i = 0; i < 200; i++) {
            found += shownWithin(25_000, 0.05, 0.05 * 0.8 / 0.99, random) > 0 ? 1 : 0;
        }
        assertThat(found).isGreaterThan(190);
    }

    @Test
    void mismatch_whereTheWholePilotIsMissing_isShownWithin300Users() {
        assertThat(shownWithin(300, 0.05, 0, new Random(5))).isPositive();
    }

    /** After how many users a mismatch was first shown; 0 for never. */
    private static int shownWithin(int users, double share, double real, Random random) {
        int pilot = 0;
        for (int n = 1; n <= users; n++) {
            pilot += random.nextDouble() < real ? 1 : 0;
            if (n % 50 == 0 && SampleRatio.of(share, pilot, n - pilot).mismatch()) {
                return n;
            }
        }
        return 0;
    }

    @Test
    void instances_areTestedApart_soThatUsersSeenByBothCountOnce() {
        SampleRatio one = SampleRatio.of(0.05, 380, 9_620);
        assertThat(one.mismatch()).isTrue();
        SampleRatio barely = SampleRatio.of(0.05, 400, 9_600);
        SampleRatio both = barely.plus(barely);
        assertThat(both.pValue()).isCloseTo(2 * barely.pValue(), within(1e-12));
        assertThat(both.users()).isEqualTo(20_000);
        assertThat(SampleRatio.of(0.05, 800, 19_200).pValue()).isLessThan(barely.pValue());
    }

    @Test
    void text_saysWhatWasExpectedAndSeen() {
        assertThat(SampleRatio.of(0.05, 506, 11_839).text())
                .isEqualTo(
                        "5.00 % of users expected in \"pilot\", 4.10 % of 12,345 seen (p = 0.0002): sample ratio mismatch;"
                                + " the comparison of cohorts is not to be trusted; look for users of one cohort whose events are"
                                + " lost, redirected or filtered on their way here");
        assertThat(SampleRatio.of(0.05, 0, 0).text()).isEqualTo("5.00 % of users expected in \"pilot\", none seen yet");
        assertThat(SampleRatio.NONE.text()).isEmpty();
        assertThat(SampleRatio.of(0.05, 50, 950)
                        .plus(SampleRatio.of(0.1, 100, 900))
                        .text())
                .isEqualTo("7.50 % of users expected in \"pilot\" (on average), 7.50 % of 2,000 seen,"
                        + " 2 instances tested apart (p = 1.0000): as expected");
    }

    @Test
    void parts_outOfRange_areRefused() {
        assertThatThrownBy(() -> SampleRatio.of(0, 1, 1)).hasMessageContaining("above 0 and below 1, got 0.0");
        assertThatThrownBy(() -> SampleRatio.of(Double.NaN, 1, 1)).hasMessageContaining("got NaN");
        assertThatThrownBy(() -> SampleRatio.of(0.5, -1, 1)).hasMessageContaining("got -1 and 1");
        assertThat(SampleRatio.of(0.5, 1L << 40, 1).pValue()).isBetween(0.0, 1e-300);
    }

    /** Factorials, and those of half numbers: gamma(n + 1/2) = (2n)! sqrt(pi) / (4^n n!). */
    @Test
    void logGamma_isThatOfFactorials() {
        double log = 0; // of n!
        double logOfHalf = 0.5 * Math.log(Math.PI); // of gamma(n + 1/2)
        for (int n = 0; n <= 2_000; n++) {
            assertThat(LogGamma.of(n + 1.0)).isCloseTo(log, within(1e-14 + 1e-13 * log));
            assertThat(LogGamma.of(n + 0.5)).isCloseTo(logOfHalf, within(1e-14 + 1e-13 * Math.abs(logOfHalf)));
            log += Math.log(n + 1);
            logOfHalf += Math.log(n + 0.5);
        }
        assertThat(LogGamma.of(0.05)).isCloseTo(2.9689461063, within(1e-3)); // rough: its recurrence is exact
        assertThat(LogGamma.of(0.05)).isCloseTo(LogGamma.of(1.05) - Math.log(0.05), within(1e-14));
    }
}
