// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.benchmarks.handler;

import java.util.concurrent.CompletionStage;

/** Calls the user's asynchronous code and accounts for it when its stage ends. */
public interface WrappedStage {

    /**
     * Calls the user's code.
     *
     * @param lead the event
     * @return a stage of the result
     */
    CompletionStage<Long> apply(Lead lead);

    /**
     * How many calls were counted, read from the counting library itself.
     *
     * @return their number
     */
    long count();
}
