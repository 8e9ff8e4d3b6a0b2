// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.benchmarks.ids;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class IdPeerTest {

    @ParameterizedTest
    @EnumSource(names = "BASELINE", mode = EnumSource.Mode.EXCLUDE)
    void first_isToldOnceForEachIdOfTheLast(IdPeer peer) {
        IdSubject subject = peer.create(1_000);
        for (long id = 1; id <= 1_000; id++) {
            assertThat(subject.first(id)).isTrue();
        }
        for (long id = 1; id <= 1_000; id++) {
            assertThat(subject.first(id)).isFalse();
        }
    }
}
