// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotmetrics.benchmarks.SequenceMemory.Load;
import io.pilotmetrics.benchmarks.sequences.SequencePeer;
import org.junit.jupiter.api.Test;

class SequenceMemoryTest {

    @Test
    void arriving_leavesOutTheShareThatItSays() {
        assertThat(Load.NOTHING_LOST.arriving(0)).hasSize(1_000_000);
        assertThat(Load.ONE_PERCENT.arriving(0).length).isBetween(989_000, 991_000);
        assertThat(Load.TEN_PERCENT.arriving(0).length).isBetween(899_000, 901_000);
        assertThat(Load.HALF.arriving(0).length).isBetween(499_000, 501_000);
        assertThat(Load.EVERY_OTHER.arriving(0)).hasSize(500_000).endsWith(999_998, 1_000_000);
        assertThat(Load.MANY_SOURCES.arriving(1)).isNotEqualTo(Load.MANY_SOURCES.arriving(2));
    }

    @Test
    void aSource_takesSoFewBytes() {
        assertThat(ours(Load.NOTHING_LOST)).isLessThan(2_000);
        assertThat(ours(Load.ONE_PERCENT)).isBetween(20_000.0, roaring(Load.ONE_PERCENT));
        assertThat(ours(Load.TEN_PERCENT)).isLessThan(1.2 * roaring(Load.TEN_PERCENT));
        assertThat(ours(Load.MANY_SOURCES)).isLessThan(1_000);
    }

    private static double ours(Load load) {
        return SequenceMemory.weigh(SequencePeer.PILOT_METRICS, load);
    }

    private static double roaring(Load load) {
        return SequenceMemory.weigh(SequencePeer.ROARING_SEEN, load);
    }
}
