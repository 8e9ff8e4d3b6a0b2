// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetTest {

    @ParameterizedTest
    @CsvSource({
        "0.1, 0.2, MET",
        "0.1, 0.3, MET",
        "0.1, 0.30001, OPEN",
        "0.3, 0.4, OPEN",
        "0.30001, 0.4, MISSED",
        "-Infinity, Infinity, OPEN"
    })
    void judge_anInterval_againstAnInclusiveLimit(double low, double high, Verdict verdict) {
        Estimate estimate = new Estimate((low + high) / 2, low, high);
        assertThat(Target.ratio(0.3).judge(estimate)).isEqualTo(verdict);
    }

    @Test
    void judge_bytes_forgivesNoiseButNoObject() {
        assertThat(Target.bytes(0).judge(new Estimate(0.01, -0.02, 0.04))).isEqualTo(Verdict.MET);
        assertThat(Target.bytes(0).judge(new Estimate(16, 15.9, 16.1))).isEqualTo(Verdict.MISSED);
        assertThat(Target.bytes(128).judge(new Estimate(128, 127.99, 128.01))).isEqualTo(Verdict.MET);
    }

    @Test
    void millis_limitsNanoseconds() {
        assertThat(Target.millis(3).judge(new Estimate(3e6, 3e6, 3e6))).isEqualTo(Verdict.MET);
        assertThat(Target.millis(3).judge(new Estimate(3e6 + 1, 3e6 + 1, 3e6 + 1)))
                .isEqualTo(Verdict.MISSED);
    }
}
