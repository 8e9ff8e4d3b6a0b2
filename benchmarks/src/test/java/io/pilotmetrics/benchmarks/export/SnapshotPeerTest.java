// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.benchmarks.export;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SnapshotPeerTest {

    private static final int INSTRUMENTS = 5;
    private static final int THREADS = 16;
    private static final int CALLS = 100;

    @ParameterizedTest
    @EnumSource
    void read_showsWhatAllThreadsCounted(SnapshotPeer peer) {
        SnapshotSubject subject = peer.create(INSTRUMENTS);
        try (Fleet fleet = new Fleet(THREADS)) {
            fleet.each(thread -> {
                for (int i = 0; i < CALLS; i++) {
                    subject.count(i % INSTRUMENTS, 1_000_000L << thread);
                }
            });
        }
        subject.tick();
        assertThat(subject.count(subject.read())).isEqualTo(THREADS * CALLS);
    }
}
