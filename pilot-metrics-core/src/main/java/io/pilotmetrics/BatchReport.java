// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics;

/** By which your batch code says which events failed, where the others did not. Thread-safe while the call runs. */
@FunctionalInterface
public interface BatchReport {

    /**
     * Notes that one event failed. Its outcome follows from the cause as it would if that had been thrown; it is never a
     * refusal.
     *
     * @param index the event's place in the list that your code was given; one that there is not is counted as an
     *     instrumentation error of {@code batch_report}
     * @param cause why it failed
     */
    void failed(int index, Throwable cause);
}
