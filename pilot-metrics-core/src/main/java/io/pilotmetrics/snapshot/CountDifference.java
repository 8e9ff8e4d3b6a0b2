// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.snapshot;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * A statement from outside beside our own count of the same minutes.
 *
 * @param statement what was said
 * @param ours what was counted here of the same minutes: for {@link Statement.Kind#SENT} the distinct events received, for
 *     {@link Statement.Kind#STORED} those processed
 * @param state whether the difference is one
 * @param age how long since the window was over
 */
public record CountDifference(Statement statement, long ours, State state, Duration age) {

    /** Whether a difference between the two counts says anything. */
    public enum State {
        /** The window, or its time for late events, is not over: nothing is declared yet. */
        OPEN,
        /** Not all of the window's events were counted here: it began before the handler did, or an instance does not count by minute. */
        UNDETERMINED,
        /** Both have counted all: a difference is one. */
        CLOSED
    }

    /**
     * Checks its parts.
     *
     * @param statement what was said
     * @param ours what was counted here of the same minutes: for {@link Statement.Kind#SENT} the distinct events received, for
     *     {@link Statement.Kind#STORED} those processed
     * @param state whether the difference is one
     * @param age how long since the window was over
     */
    public CountDifference {
        requireNonNull(statement, "statement");
        requireNonNull(state, "state");
        requireNonNull(age, "age");
    }

    /**
     * How many more they counted than we.
     *
     * @return theirs less ours: above 0 events are missing here, below 0 there
     */
    public long difference() {
        return statement.count() - ours;
    }

    /**
     * Whether both have counted all, and not the same.
     *
     * @return true for a difference that is one
     */
    public boolean differs() {
        return state == State.CLOSED && difference() != 0;
    }
}
