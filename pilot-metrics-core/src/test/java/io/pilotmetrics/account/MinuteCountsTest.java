// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotmetrics.snapshot.StatedCounts.Minute;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MinuteCountsTest {

    /** As a wrapper writes it at the end of its stack. */
    @Test
    void event_whoseMinuteIsOwed_isCountedForTheTimeOfItsArrival() {
        Calls calls = new Calls(() -> 0, new long[0], null);
        WallClock wall = new WallClock(() -> Instant.EPOCH.plusSeconds(600), () -> 0);
        MinuteCounts<String> minutes =
                new MinuteCounts<>(new EventRules.Minutes(60, Duration.ofMinutes(1)), null, wall, calls);
        synchronized (calls.owed) {
            calls.owed.newest = new Object[] {calls.owed.newest, minutes, "event", null, new long[] {-61_000_000_000L}};
        }
        calls.settle();
        calls.settle();
        assertThat(minutes.read(minutes.now())).isEqualTo(Map.of(Instant.EPOCH.plusSeconds(480), new Minute(1, 0)));
    }
}
