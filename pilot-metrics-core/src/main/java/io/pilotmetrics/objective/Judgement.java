// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.objective;

import io.pilotmetrics.snapshot.Figure;
import io.pilotmetrics.snapshot.Objective;
import org.jspecify.annotations.Nullable;

/**
 * One objective held against its figure.
 *
 * @param objective what was asked
 * @param status the answer
 * @param figure the figure that decided; null where there is none
 * @param text the objective, its figure and, where it is undecided, what is missing: one line
 */
public record Judgement(
        Objective objective, Status status, @Nullable Figure figure, String text) {

    /** Whether an objective is met. From best to worst, so that of several figures the worst decides. */
    public enum Status {
        /** The whole interval lies inside of the threshold. */
        MET,
        /** The interval holds the threshold, or nothing was observed yet. */
        UNDECIDED,
        /** There is no such figure. */
        ABSENT,
        /** The whole interval lies outside of the threshold. */
        MISSED
    }
}
