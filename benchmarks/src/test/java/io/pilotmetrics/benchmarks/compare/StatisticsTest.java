// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatisticsTest {

    /** Student's quantile 0.975 with 4 degrees of freedom. */
    private static final double T4 = 2.776445105;

    @Test
    void mean_ofKnownValues_hasStudentsInterval() {
        Estimate mean = Statistics.mean(new double[] {1, 2, 3, 4, 5});
        double half = T4 * Math.sqrt(2.5 / 5);
        assertThat(mean.value()).isEqualTo(3);
        assertThat(mean.low()).isCloseTo(3 - half, within(1e-8));
        assertThat(mean.high()).isCloseTo(3 + half, within(1e-8));
    }

    @Test
    void ratio_ofKnownValues_hasFiellersInterval() {
        double[] subject = {9, 11, 10, 12, 8};
        double[] peer = {20, 19, 21, 22, 18};
        Estimate ratio = Statistics.ratio(subject, peer);
        assertThat(ratio.value()).isEqualTo(0.5);
        // Each end r is where Student's statistic of subject - r * peer is just T4.
        for (double end : new double[] {ratio.low(), ratio.high()}) {
            double[] rest = new double[subject.length];
            for (int i = 0; i < rest.length; i++) {
                rest[i] = subject[i] - end * peer[i];
            }
            Estimate mean = Statistics.mean(rest);
            assertThat(Math.abs(mean.value())).isCloseTo(mean.high() - mean.value(), within(1e-7));
        }
        assertThat(ratio.low()).isLessThan(0.5);
        assertThat(ratio.high()).isGreaterThan(0.5);
    }

    @Test
    void ratio_whereRoundsAreSlowedDownTogether_isExact() {
        Estimate ratio = Statistics.ratio(new double[] {1, 1.5, 2}, new double[] {4, 6, 8});
        assertThat(ratio.low()).isCloseTo(0.25, within(1e-6));
        assertThat(ratio.high()).isCloseTo(0.25, within(1e-6));
    }

    @Test
    void ratio_ofAPeerThatMayBeZero_isUnbounded() {
        Estimate ratio = Statistics.ratio(new double[] {5, 6, 7}, new double[] {-4, 1, 5});
        assertThat(ratio.low()).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(ratio.high()).isEqualTo(Double.POSITIVE_INFINITY);
    }

    @Test
    void mean_ofOneRound_isRefused() {
        assertThatThrownBy(() -> Statistics.mean(new double[] {1}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 2 rounds");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void ratio_overManyTrials_holdsTheTrueOneInNineteenOfTwenty(long seed) {
        Random random = new Random(seed);
        int held = 0;
        int trials = 4_000;
        for (int trial = 0; trial < trials; trial++) {
            double[] subject = new double[5];
            double[] peer = new double[5];
            for (int i = 0; i < 5; i++) {
                double drift = random.nextGaussian();
                subject[i] = 10 + drift + random.nextGaussian();
                peer[i] = 40 + drift + 4 * random.nextGaussian();
            }
            Estimate ratio = Statistics.ratio(subject, peer);
            held += ratio.low() <= 0.25 && 0.25 <= ratio.high() ? 1 : 0;
        }
        assertThat((double) held / trials).isBetween(0.94, 0.96);
    }

    @Test
    void median_ofEvenAndOddNumbers_isTheMiddle() {
        assertThat(Statistics.median(new double[] {3, 1, 2})).isEqualTo(2);
        assertThat(Statistics.median(new double[] {4, 1, 2, 3})).isEqualTo(2.5);
    }
}
