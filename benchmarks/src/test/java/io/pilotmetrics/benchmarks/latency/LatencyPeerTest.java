// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.benchmarks.latency;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotmetrics.benchmarks.Latencies;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LatencyPeerTest {

    @ParameterizedTest
    @EnumSource(names = "BASELINE", mode = EnumSource.Mode.EXCLUDE)
    void count_afterRecording_isWhatWasFed(LatencyPeer peer) {
        LatencySubject subject = peer.create();
        for (long nanos : Latencies.draw()) {
            subject.record(nanos);
        }
        assertThat(subject.count()).isEqualTo(Latencies.DRAWN);
    }

    @ParameterizedTest
    @EnumSource
    void create_twice_sharesNothing(LatencyPeer peer) {
        LatencySubject one = peer.create();
        LatencySubject other = peer.create();
        one.record(1_000_000);
        other.record(1_000_000);
        assertThat(one.count()).isEqualTo(other.count()).isLessThanOrEqualTo(1);
    }
}
