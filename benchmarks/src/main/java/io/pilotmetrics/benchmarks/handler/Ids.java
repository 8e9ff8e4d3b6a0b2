// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.benchmarks.handler;

/** What ids the events have. */
public enum Ids {
    /** None, and no number and no rule either. */
    NONE,
    /** A number as id, a number in a sequence, a rule. */
    NUMBER,
    /** The same with text as id. */
    TEXT;

    /** How many ids are remembered. */
    public static final int REMEMBERED = 1_000_000;
}
