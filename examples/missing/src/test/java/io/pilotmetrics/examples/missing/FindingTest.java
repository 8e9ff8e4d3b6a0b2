// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.examples.missing;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotmetrics.snapshot.Gaps;
import io.pilotmetrics.snapshot.NumberRanges;
import io.pilotmetrics.snapshot.SourceLedger;
import io.pilotmetrics.snapshot.SourceLedger.Arrivals;
import io.pilotmetrics.snapshot.SourceLedger.Missing;
import io.pilotmetrics.snapshot.SourceLedger.Tail;
import java.time.Instant;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class FindingTest {

    private static final Life LIFE = new Life("shop", 1);

    /** A ledger of 10 numbers, of which those from 4 on to one are dropped, sent between 1,000 and 2,000 ms. */
    private static SourceLedger ledger(long lastDropped, long announced) {
        Gaps.Builder dropped = new Gaps.Builder();
        dropped.add(4, lastDropped, 1_000, 2_000);
        Missing missing = new Missing(dropped.build(), Gaps.EMPTY, NumberRanges.EMPTY, NumberRanges.EMPTY);
        return new SourceLedger(
                "shop",
                1,
                1,
                10,
                new Arrivals(10 - (lastDropped - 3), 0, 0, 0),
                missing,
                new Tail(announced, 10, null, null, null));
    }

    private static Finding finding(SourceLedger ledger, long sent, long sentAt, long... lost) {
        TreeMap<Long, Instant> truth = new TreeMap<>();
        for (long number : lost) {
            truth.put(number, Instant.ofEpochMilli(sentAt));
        }
        NumberRanges numbers = NumberRanges.of(
                truth.keySet().stream().map(n -> new NumberRanges.Run(n, n)).toList());
        return new Finding(LIFE, sent, truth, numbers, ledger);
    }

    @Test
    void allNamed_isRight() {
        assertThat(finding(ledger(5, 10), 10, 1_500, 4, 5).isRight(true)).isTrue();
    }

    @Test
    void dropThatCame_isInvented() {
        Finding finding = finding(ledger(6, 10), 10, 1_500, 4, 5);
        assertThat(finding.isRight(false)).isFalse();
        assertThat(finding.invented()).hasToString("6");
        assertThat(Report.difference(finding)).isEqualTo("shop epoch 1: called missing and came: 6");
    }

    @Test
    void lossThatIsCalledReceived_isFound() {
        Finding finding = finding(ledger(5, 10), 10, 1_500, 4, 5, 8);
        assertThat(finding.isRight(false)).isFalse();
        assertThat(finding.calledSeen()).hasToString("8");
    }

    @Test
    void lossBeyondTheLastNumberKnown_isWrongOnlyIfItWasAnnounced() {
        assertThat(finding(ledger(5, -1), 12, 1_500, 4, 5, 11, 12).isRight(true))
                .isTrue();
        Finding announced = finding(ledger(5, 10), 12, 1_500, 4, 5, 11, 12);
        assertThat(announced.isRight(true)).isFalse();
        assertThat(announced.unnoticed()).hasToString("11-12");
    }

    @Test
    void lossSentOutsideOfTheTimesOfItsGap_isFound() {
        assertThat(finding(ledger(5, 10), 10, 2_001, 4, 5).wrongTimes()).isEqualTo(2);
        assertThat(finding(ledger(5, 10), 10, 999, 4, 5).isRight(false)).isFalse();
    }
}
