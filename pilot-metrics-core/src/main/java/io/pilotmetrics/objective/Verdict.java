// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.objective;

/** What a scorecard says. */
public enum Verdict {
    /** Every objective is met, and every law holds. */
    GO,
    /** An objective is missed. */
    NO_GO,
    /** Nothing is missed, but something is not known: an objective is undecided, its figure absent, or a law broken. */
    INCONCLUSIVE
}
