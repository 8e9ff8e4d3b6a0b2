// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.benchmarks.latency;

import org.HdrHistogram.Recorder;

/** HdrHistogram's Recorder with two significant digits, growing as needed. */
final class HdrRecorder implements LatencySubject {

    private final Recorder recorder = new Recorder(2);

    @Override
    public void record(long nanos) {
        recorder.recordValue(nanos);
    }

    @Override
    public long count() {
        return recorder.getIntervalHistogram().getTotalCount();
    }
}
