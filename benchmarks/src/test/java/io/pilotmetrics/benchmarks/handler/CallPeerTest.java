// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.benchmarks.handler;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CallPeerTest {

    private static final int CALLS = 1_000;

    static Stream<Arguments> wrappers() {
        return Arrays.stream(CallPeer.values())
                .flatMap(peer -> Arrays.stream(Ids.values()).map(ids -> Arguments.of(peer, ids)));
    }

    @ParameterizedTest
    @MethodSource("wrappers")
    void accept_callsTheCodeAndCountsIt(CallPeer peer, Ids ids) {
        Lead lead = new Lead("shop-eu");
        WrappedCall wrapped = peer.wrap(ids, event -> event.handled++);
        for (int i = 1; i <= CALLS; i++) {
            lead.id = i;
            lead.number = i;
            lead.text = "lead-" + i;
            wrapped.accept(lead);
        }
        assertThat(lead.handled).isEqualTo(CALLS);
        assertThat(wrapped.count()).isEqualTo(peer == CallPeer.BASELINE ? 0 : CALLS);
    }
}
