// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotmetrics.benchmarks.compare.Targets;
import io.pilotmetrics.benchmarks.ids.IdPeer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdMemoryTest {

    @ParameterizedTest
    @ValueSource(ints = {10_000, 65_537, 100_000, 131_073})
    void anId_takesNoMoreThanItMay(int ids) {
        assertThat(IdMemory.weigh(IdPeer.COMPACT, ids)).isBetween(6.0, Targets.BYTES_OF_AN_ID);
        assertThat(IdMemory.weigh(IdPeer.COMPACT_WITH_CONTENT, ids))
                .isBetween(8.0, Targets.BYTES_OF_AN_ID_WITH_CONTENT);
    }
}
