// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.benchmarks.latency;

import io.pilotmetrics.latency.LatencyRecorder;

/** Ours. The one place in the benchmarks that knows the recorder. */
public final class PilotRecorder implements LatencySubject {

    private final LatencyRecorder recorder = new LatencyRecorder(200_000_000);

    /**
     * A recorder, slowed down where {@link Slowed#PROPERTY} asks for it.
     *
     * @return the subject
     */
    static LatencySubject create() {
        return Slowed.asAsked(new PilotRecorder());
    }

    @Override
    public void record(long nanos) {
        recorder.record(nanos);
    }

    @Override
    public long count() {
        return recorder.snapshot().histogram().count();
    }

    /**
     * What holds the counts, for whoever weighs it.
     *
     * @return the recorder
     */
    public Object weighed() {
        return recorder;
    }
}
