// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.test.law;

import io.pilotmetrics.snapshot.Outcome;

/** One ended run of the code; {@code elapsed} is negative where the clock stepped back meanwhile. */
record Call(Outcome outcome, int carried, long elapsed) {

    /** What it is timed as. */
    long nanos() {
        return Math.max(0, elapsed);
    }
}
