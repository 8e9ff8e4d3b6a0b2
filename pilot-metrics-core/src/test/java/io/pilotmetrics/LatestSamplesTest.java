// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotmetrics.export.Sample;
import io.pilotmetrics.export.Samples;
import io.pilotmetrics.snapshot.PilotSnapshot;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Meters are read one by one: what they share, and when it is read anew. */
class LatestSamplesTest {

    private long stamp;
    private long nanos = Long.MAX_VALUE - 5; // wraps around
    private int read;

    private List<Sample> read() {
        read++;
        return Samples.of(new PilotSnapshot(
                "p", Set.of("a"), Instant.EPOCH, Instant.EPOCH, List.of(), List.of(), Set.of(), List.of(), Set.of()));
    }

    private final LatestSamples account = LatestSamples.ofAccount(() -> stamp, this::read, () -> nanos);
    private final LatestSamples whole = LatestSamples.ofWhole(this::read, () -> nanos);

    @Test
    void now_whereNothingWasCounted_isShared() {
        assertThat(account.now())
                .isSameAs(account.now())
                .isSameAs(account.seen())
                .hasSize(6);
        assertThat(read).isEqualTo(1);
    }

    @Test
    void now_whereSomethingWasCounted_isReadAnew() {
        var before = account.now();
        stamp++;
        assertThat(account.now()).isNotSameAs(before);
        assertThat(read).isEqualTo(2);
    }

    /** Ages, gaps whose time is over and windows change without a count. */
    @Test
    void now_afterASecond_isReadAnew() {
        account.now();
        nanos += 999_999_999;
        account.now();
        assertThat(read).isEqualTo(1);
        nanos++;
        account.now();
        assertThat(read).isEqualTo(2);
    }

    @Test
    void seen_ofThePilotAsAWhole_judgesNothing() {
        assertThat(whole.seen()).isEmpty();
        assertThat(read).isZero();
        whole.now();
        nanos += 2_000_000_000;
        assertThat(whole.seen()).hasSize(6);
        assertThat(read).isEqualTo(1);
    }

    @Test
    void now_countedWhileReading_isReadAnewTheNextTime() {
        LatestSamples counting = LatestSamples.ofAccount(
                () -> stamp,
                () -> {
                    stamp++;
                    return read();
                },
                () -> nanos);
        counting.now();
        counting.now();
        assertThat(read).isEqualTo(2);
    }
}
