// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotmetrics.export.Sample;
import io.pilotmetrics.export.Samples;
import io.pilotmetrics.export.Series;
import io.pilotmetrics.snapshot.PilotSnapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

    /** Whoever adds meters each second must not cost a reading each second. */
    @Test
    void seen_readsOnceOnly() {
        assertThat(whole.seen()).hasSize(6);
        nanos += 2_000_000_000;
        assertThat(whole.seen()).isSameAs(whole.seen());
        assertThat(read).isEqualTo(1);
        whole.now();
        assertThat(read).isEqualTo(2);
    }

    /** A reader that began earlier and took longer. */
    @Test
    void now_overtaken_putsNothingOlderBack() {
        LatestSamples[] self = new LatestSamples[1];
        List<Map<Series, Sample>> newer = new ArrayList<>();
        self[0] = LatestSamples.ofAccount(
                () -> stamp,
                () -> {
                    if (newer.isEmpty()) {
                        newer.add(Map.of());
                        newer.set(0, self[0].now()); // begins later, ends earlier
                    }
                    return read();
                },
                () -> nanos);
        Map<Series, Sample> older = self[0].now();
        assertThat(self[0].now()).isSameAs(newer.get(0)).isNotSameAs(older);
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
