// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.benchmarks.export;

/** Counts on many instruments, and reads them all. */
public interface SnapshotSubject {

    /**
     * Counts one call on an instrument, from any thread.
     *
     * @param instrument which one
     * @param nanos how long the call took
     */
    void count(int instrument, long nanos);

    /** Lets a second pass, where that means anything. */
    void tick();

    /**
     * Reads all instruments.
     *
     * @return what came out
     */
    Object read();

    /**
     * How many calls a reading shows, over all instruments.
     *
     * @param reading what {@link #read()} returned
     * @return their number
     */
    long count(Object reading);
}
