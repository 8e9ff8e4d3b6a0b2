// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotmetrics.latency.Recorder;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HistogramTest {

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void quantile_anyDistribution_isWithinItsErrorOfTheSortedValue(long seed) {
        Random random = new Random(seed);
        int n = 1 + random.nextInt(3_000);
        long[] values = new long[n];
        Recorder recorder = new Recorder(0);
        for (int i = 0; i < n; i++) {
            values[i] = switch (random.nextInt(4)) {
                case 0 -> 0;
                case 1 -> random.nextLong(1, 50);
                case 2 -> (long) Math.exp(14 + random.nextGaussian());
                default -> 200_000_000L;
            };
            recorder.mine().record(values[i]);
        }
        Arrays.sort(values);
        LatencySnapshot latency = recorder.latency();
        for (double q : new double[] {0, 0.01, 0.07, 0.5, 0.95, 0.99, 1}) {
            // 100 q is whole here, so that the rank is computed without rounding.
            long rank = Math.max(1, (Math.round(100 * q) * n + 99) / 100);
            double truth = values[(int) rank - 1];
            double found = latency.quantile(q).toNanos();
            assertThat(Math.abs(found - truth)).as("q %s of %d", q, n).isLessThanOrEqualTo(truth * 0.0111 + 0.5);
        }
        assertThat(latency.sumNanos()).isEqualTo(Arrays.stream(values).sum());
        assertThat(latency.max().toNanos()).isEqualTo(values[n - 1]);
        assertThat(latency.min().toNanos()).isEqualTo(values[0]);
    }

    @Test
    void downscale_mergesNeighboursWithoutLoss() {
        Recorder recorder = new Recorder(0);
        for (long nanos = 1; nanos > 0 && nanos < Long.MAX_VALUE / 3; nanos *= 3) {
            recorder.mine().record(nanos);
        }
        Histogram histogram = recorder.latency().histogram();
        Histogram.Scaled scaled = histogram.downscale(160);
        assertThat(scaled.counts().length).isLessThanOrEqualTo(160);
        assertThat(Arrays.stream(scaled.counts()).sum()).isEqualTo(histogram.count());
        int shift = BucketLayout.SCALE - scaled.scale();
        assertThat(scaled.offset()).isEqualTo(histogram.offset() >> shift);
        // Every merged bucket's upper bound is a bound of the finer layout.
        long upTo = 0;
        for (int i = 0; i < scaled.counts().length; i++) {
            upTo += scaled.counts()[i];
            assertThat(histogram.countUpTo(((scaled.offset() + i + 1) << shift) - 1))
                    .isEqualTo(upTo);
        }
    }

    @Test
    void record_negative_isCountedAndRecordedAsZero() {
        Recorder recorder = new Recorder(0, 100);
        recorder.mine().record(-5);
        assertThat(recorder.latency().negative()).isEqualTo(1);
        assertThat(recorder.latency().histogram().zeros()).isEqualTo(1);
        assertThat(recorder.latency().threshold(100).orElseThrow().met()).isEqualTo(1);
    }

    @Test
    void record_hugeValues_saturateTheSum() {
        Recorder recorder = new Recorder(0);
        recorder.mine().record(Long.MAX_VALUE);
        recorder.mine().record(Long.MAX_VALUE);
        assertThat(recorder.latency().sumNanos()).isEqualTo(Long.MAX_VALUE);
        assertThat(recorder.latency().count()).isEqualTo(2);
    }

    @Test
    void threshold_isExactAtItsNanosecond() {
        Recorder recorder = new Recorder(0, 200_000_000, 100_000_000, 200_000_000);
        recorder.mine().record(199_999_999);
        recorder.mine().record(200_000_000);
        recorder.mine().record(200_000_001);
        recorder.mine().record(100_000_000);
        LatencySnapshot latency = recorder.latency();
        assertThat(latency.threshold(200_000_000).orElseThrow().met()).isEqualTo(3);
        assertThat(latency.threshold(100_000_000).orElseThrow().met()).isEqualTo(1);
        assertThat(latency.thresholds()).hasSize(2);
    }
}
