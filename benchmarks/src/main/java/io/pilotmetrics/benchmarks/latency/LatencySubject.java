// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.benchmarks.latency;

/** Counts durations. */
public interface LatencySubject {

    /**
     * Counts a duration.
     *
     * @param nanos the duration; one whose interface brings its own clock ignores it and times nothing instead
     */
    void record(long nanos);

    /**
     * How many durations were counted, read from the counting library itself.
     *
     * @return their number
     */
    long count();
}
