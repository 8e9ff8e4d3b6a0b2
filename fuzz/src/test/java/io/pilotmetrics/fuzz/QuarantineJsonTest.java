// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.pilotmetrics.quarantine.QuarantineSnapshot;

class QuarantineJsonTest {

    @FuzzTest
    void parse_anyBytes_areAQuarantineOrRefused(byte[] bytes) {
        Refusal.orValue(bytes, QuarantineSnapshot::parse, QuarantineSnapshot::toJson);
    }
}
