// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotmetrics.benchmarks.compare.Targets;
import org.junit.jupiter.api.Test;

class MemoryTest {

    @Test
    void weigh_countsAtLeastTheBuckets_andStaysWithinTheTargets() {
        long one = Memory.weigh(1);
        long stripe = Memory.weigh(2) - one;
        assertThat(one).isBetween(14 * 32 * 8L, Targets.MEMORY_OF_ONE_THREAD);
        assertThat(stripe).isGreaterThanOrEqualTo(14 * 32 * 8L);
        assertThat(one + 15 * stripe).isLessThanOrEqualTo(Targets.MEMORY_OF_SIXTEEN_THREADS);
    }
}
