// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.benchmarks.latency;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SlowedTest {

    @AfterEach
    void plantNothing() {
        System.clearProperty(Slowed.PROPERTY);
    }

    @Test
    void create_withoutPlant_isTheRecorderItself() {
        assertThat(LatencyPeer.PILOT_METRICS.create()).isInstanceOf(PilotRecorder.class);
    }

    @Test
    void create_withPlant_isSlowedAndStillCounts() {
        System.setProperty(Slowed.PROPERTY, "20");
        LatencySubject subject = LatencyPeer.PILOT_METRICS.create();
        subject.record(1);
        assertThat(subject).isInstanceOf(Slowed.class);
        assertThat(subject.count()).isEqualTo(1);
    }
}
