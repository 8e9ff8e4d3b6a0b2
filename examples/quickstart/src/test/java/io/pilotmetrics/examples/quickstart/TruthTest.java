// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TruthTest {

    private final List<PlannedEvent.Order> asked = new ArrayList<>();
    private final Truth truth = new Truth(ConfusionMatrix.DEFAULT, asked::add);

    @Test
    void secondCopyThatEndsWell_isADuplicate() {
        PlannedEvent event = event(Faults.Kind.NONE, null, true);
        truth.planned(event);
        truth.answered(event, 202);
        truth.answered(event, 202);
        assertThat(truth.duplicate.get()).isEqualTo(1);
        assertThat(truth.processed.get()).isEqualTo(1);
        assertThat(truth.dropped()).isZero();
    }

    @Test
    void malformedEventSentTwice_isMalformedTwice_andNoDuplicate() {
        PlannedEvent event = event(Faults.Kind.MALFORMED, Faults.BAD_TIME, true);
        truth.planned(event);
        truth.answered(event, 202);
        truth.answered(event, 202);
        assertThat(truth.malformed()).isEqualTo(Map.of(Faults.BAD_TIME, 2L));
        assertThat(truth.duplicate.get()).isZero();
        assertThat(truth.processed.get()).isZero();
        assertThat(truth.successes.get()).isEqualTo(2);
    }

    @Test
    void malformedEventWithoutItsNumber_leavesAGap() {
        PlannedEvent event = event(Faults.Kind.MALFORMED, Faults.NOT_JSON, false);
        truth.planned(event);
        truth.answered(event, 400);
        assertThat(truth.dropped()).isEqualTo(1);
        assertThat(truth.unnumbered.get()).isEqualTo(1);
        assertThat(truth.clientErrors.get()).as("never a call").isZero();
    }

    @Test
    void eventNeverSent_isDropped_andItsCustomerAnswersAllTheSame() {
        truth.planned(event(Faults.Kind.DROPPED, null, false));
        assertThat(truth.dropped()).isEqualTo(1);
        assertThat(asked).hasSize(1);
        assertThat(truth.answersMatched.get()).isZero();
    }

    @Test
    void rejectedEvent_wasSeen_andKeepsNoOrder() {
        PlannedEvent event = event(Faults.Kind.REJECTED, null, true);
        truth.planned(event);
        truth.answered(event, 422);
        assertThat(truth.dropped()).isZero();
        assertThat(truth.failed.get()).isEqualTo(1);
        assertThat(truth.clientErrors.get()).isEqualTo(1);
        assertThat(truth.ordersKept.get()).isZero();
    }

    private static PlannedEvent event(Faults.Kind fault, @Nullable String reason, boolean numbered) {
        return new PlannedEvent(
                "a",
                1,
                fault,
                reason,
                numbered,
                1,
                "",
                new PlannedEvent.Order("SO-1", Channels.DIRECT, Channels.DIRECT),
                new PlannedEvent.Progress());
    }
}
