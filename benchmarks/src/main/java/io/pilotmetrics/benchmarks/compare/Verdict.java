// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.benchmarks.compare;

import java.util.Locale;

/** Whether a target is reached. */
public enum Verdict {
    /** The whole interval is within the limit, which is inclusive. */
    MET,
    /** The whole interval is beyond the limit. */
    MISSED,
    /** The interval straddles the limit: more rounds, or a quieter machine, would tell. */
    OPEN;

    static Verdict of(Estimate estimate, double limit) {
        if (estimate.high() <= limit) {
            return MET;
        }
        return estimate.low() > limit ? MISSED : OPEN;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
