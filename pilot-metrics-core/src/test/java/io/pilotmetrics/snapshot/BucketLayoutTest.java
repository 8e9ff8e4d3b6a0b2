// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BucketLayoutTest {

    private static final BigInteger SECOND = BigInteger.valueOf(1_000_000_000L);
    private static final BigInteger SECOND_32 = SECOND.pow(32);

    /** Whole-number oracle, no root taken: {@code v > 10^9 * 2^(k/32)} if and only if {@code v^32 > 10^288 * 2^k}. */
    private static boolean above(long nanos, int k) {
        BigInteger left = BigInteger.valueOf(nanos).pow(32);
        return k >= 0
                ? left.compareTo(SECOND_32.shiftLeft(k)) > 0
                : left.shiftLeft(-k).compareTo(SECOND_32) > 0;
    }

    private static void assertInBucket(long nanos) {
        int index = BucketLayout.index(nanos);
        assertThat(above(nanos, index))
                .as("%d ns above the lower bound of %d", nanos, index)
                .isTrue();
        assertThat(above(nanos, index + 1))
                .as("%d ns above the upper bound of %d", nanos, index)
                .isFalse();
    }

    @Test
    void index_everyBoundAndItsNeighbours_matchesTheOracle() {
        int checked = 0;
        for (int k = -960; k <= 1062; k++) {
            // The largest whole number of nanoseconds at or below bound k, by bisection on the oracle.
            long low = 0;
            long high = Long.MAX_VALUE;
            while (low < high) {
                long middle = low + (high - low) / 2 + (high - low) % 2;
                if (above(middle, k)) {
                    high = middle - 1;
                } else {
                    low = middle;
                }
            }
            for (long nanos = Math.max(1, low - 1); nanos <= (low == Long.MAX_VALUE ? low : low + 1); nanos++) {
                assertInBucket(nanos);
                checked++;
                if (nanos == Long.MAX_VALUE) {
                    break;
                }
            }
            assertThat(BucketLayout.upperBoundNanos(k - 1)).isEqualTo(low);
        }
        assertThat(checked).isGreaterThan(5_000);
    }

    @Test
    void index_extremes_areTheLayoutsEnds() {
        assertInBucket(1);
        assertInBucket(Long.MAX_VALUE);
        assertThat(BucketLayout.MIN_INDEX).isEqualTo(-957);
        assertThat(BucketLayout.MAX_INDEX).isEqualTo(1059);
    }

    @Test
    void index_wholeAndHalvedSeconds_closeTheirBucket() {
        assertThat(BucketLayout.index(1_000_000_000L)).isEqualTo(-1);
        assertThat(BucketLayout.index(1_000_000_001L)).isEqualTo(0);
        assertThat(BucketLayout.index(500_000_000L)).isEqualTo(-33);
        assertThat(BucketLayout.index(250_000_000L)).isEqualTo(-65);
        assertThat(BucketLayout.upperBoundSeconds(-1)).isEqualTo(1.0);
        assertThat(BucketLayout.upperBoundSeconds(-65)).isEqualTo(0.25);
        assertThat(BucketLayout.upperBoundSeconds(63)).isEqualTo(4.0);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void index_anyDuration_matchesTheOracle(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            assertInBucket(Math.max(1, random.nextLong() >>> (1 + random.nextInt(63))));
        }
    }

    @Test
    void middle_isNoFartherThanItsErrorFromBothBounds() {
        IntStream.rangeClosed(-320, 320).forEach(index -> {
            double upper = BucketLayout.upperBoundSeconds(index) * 1e9;
            double lower = BucketLayout.upperBoundSeconds(index - 1) * 1e9;
            assertThat(BucketLayout.middleNanos(index) / lower).isEqualTo(Math.pow(2, 1 / 64.0), within(1e-9));
            assertThat(upper / BucketLayout.middleNanos(index)).isLessThan(1.011);
        });
    }

    @Test
    void upperBoundSeconds_isTheRootOfTwo() {
        // 2^(1/32) to 20 digits, from tables.
        assertThat(BucketLayout.upperBoundSeconds(0)).isEqualTo(new BigDecimal("1.0218971486541166782").doubleValue());
    }
}
