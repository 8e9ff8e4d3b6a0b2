// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.benchmarks.latency;

/** The baseline. */
final class Nothing implements LatencySubject {

    @Override
    public void record(long nanos) {}

    @Override
    public long count() {
        return 0;
    }
}
