// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.benchmarks.handler;

/** Calls the user's code and accounts for it. */
public interface WrappedCall {

    /**
     * Calls the user's code.
     *
     * @param lead the event
     */
    void accept(Lead lead);

    /**
     * How many calls were counted, read from the counting library itself.
     *
     * @return their number
     */
    long count();
}
