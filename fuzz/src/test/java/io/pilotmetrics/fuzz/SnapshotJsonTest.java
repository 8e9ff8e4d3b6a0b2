// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.pilotmetrics.snapshot.PilotSnapshot;

class SnapshotJsonTest {

    @FuzzTest
    void parse_anyBytes_areASnapshotOrRefused(byte[] bytes) {
        Refusal.orValue(bytes, PilotSnapshot::parse, PilotSnapshot::toJson);
    }
}
