// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.benchmarks.handler;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotmetrics.snapshot.Disposition;
import io.pilotmetrics.snapshot.HandlerSnapshot;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** That both look at ids and numbers: what is seen twice is a duplicate, what is left out is missing. */
class IdsTest {

    @ParameterizedTest
    @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void accept_sameIdTwice_isADuplicateForBoth(Ids ids) {
        PilotCall ours = new PilotCall(ids, event -> event.handled++);
        HandWired peer = new HandWired(ids, event -> event.handled++);
        Lead lead = new Lead("shop-eu");
        for (long number : new long[] {1, 2, 4, 4}) {
            lead.id = number;
            lead.number = number;
            lead.text = "lead-" + number;
            ours.accept(lead);
            peer.accept(lead);
        }
        HandlerSnapshot snapshot = ours.snapshot();
        assertThat(snapshot.count(Disposition.DUPLICATE)).isEqualTo(1);
        assertThat(peer.duplicates()).isEqualTo(1);
        assertThat(snapshot.ledger().pending()).isEqualTo(1);
        assertThat(peer.missing()).isEqualTo(1);
    }
}
