// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.benchmarks.handler;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StagePeerTest {

    private static final int CALLS = 1_000;

    @ParameterizedTest
    @EnumSource
    void apply_givesTheReceiptAndCountsItsEnd(StagePeer peer) {
        Lead lead = new Lead("shop-eu");
        WrappedStage wrapped = peer.wrap(event -> event.receipt);
        for (int i = 0; i < CALLS; i++) {
            lead.receipt = new CompletableFuture<>();
            CompletionStage<Long> stage = wrapped.apply(lead);
            lead.receipt.complete(7L);
            assertThat(stage.toCompletableFuture().join()).isEqualTo(7L);
        }
        assertThat(wrapped.count()).isEqualTo(peer == StagePeer.BASELINE ? 0 : CALLS);
    }
}
