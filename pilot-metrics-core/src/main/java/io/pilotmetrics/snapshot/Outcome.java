// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.snapshot;

/** How one call of your code ended. The order of declaration is from best to worst: a batch has its worst event's. */
public enum Outcome {
    /** It returned, and a classifier, if there is one, called the result a success. */
    SUCCESS,
    /** The sender's fault: what HTTP answers with a 4xx status. */
    CLIENT_ERROR,
    /** It was cancelled before it ended. */
    CANCELLED,
    /** Your side's fault: what HTTP answers with a 5xx status, and every exception that is not classified otherwise. */
    SERVER_ERROR;

    /**
     * The worse of two outcomes.
     *
     * @param other the other outcome
     * @return this or the other, whichever is declared later
     */
    public Outcome worse(Outcome other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
