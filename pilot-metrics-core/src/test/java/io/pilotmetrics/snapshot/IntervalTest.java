// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntervalTest {

    /** Newcombe, Statistics in Medicine 17 (1998), table I, method 3: Wilson's score without continuity correction. */
    @ParameterizedTest
    @CsvSource({"81, 263, 0.2553, 0.3662", "15, 148, 0.0624, 0.1605", "0, 20, 0.0000, 0.1611", "1, 29, 0.0061, 0.1718"})
    void wilson_publishedExamples(long hits, long n, double low, double high) {
        Interval interval = Interval.wilson(hits, n);
        assertThat(interval.low()).isEqualTo(low, within(5e-5));
        assertThat(interval.high()).isEqualTo(high, within(5e-5));
    }

    @Test
    void wilson_noErrorAtAll_decidesOnePercentFrom381On() {
        assertThat(Interval.wilson(0, 380).high()).isGreaterThan(0.01);
        assertThat(Interval.wilson(0, 381).high()).isLessThanOrEqualTo(0.01);
    }

    @Test
    void wilson_allOrNothing_reachesTheEndExactly() {
        assertThat(Interval.wilson(7, 7).high()).isEqualTo(1.0);
        assertThat(Interval.wilson(0, 7).low()).isEqualTo(0.0);
    }

    @Test
    void wilson_nothingObserved_isNotANumber() {
        assertThat(Interval.wilson(0, 0).low()).isNaN();
        assertThat(Interval.wilson(0, 0).high()).isNaN();
    }

    @Test
    void wilson_impossibleCounts_areRefused() {
        assertThatThrownBy(() -> Interval.wilson(3, 2)).hasMessage("a share needs 0 <= hits <= n, got 3 of 2");
    }
}
