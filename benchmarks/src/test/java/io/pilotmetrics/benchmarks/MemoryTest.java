// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MemoryTest {

    @Test
    void weigh_countsAtLeastTheBucketsAndNotTheThreads() {
        assertThat(Memory.weigh(2)).isBetween(14 * 32 * 8L, 64 * 1_024L);
    }
}
