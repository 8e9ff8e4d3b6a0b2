// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.benchmarks.latency;

import io.pilotmetrics.latency.Recorder;
import io.pilotmetrics.latency.Stripe;

/** Ours: the duration and its outcome. The one place in the benchmarks that knows the recorder. */
public final class PilotRecorder implements LatencySubject {

    private static final int OUTCOMES = 4;
    private static final int SUCCESS = 0;

    private final Recorder recorder = new Recorder(OUTCOMES, 200_000_000);

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
        Stripe stripe = recorder.mine();
        stripe.record(nanos);
        stripe.count(SUCCESS);
    }

    @Override
    public long count() {
        return recorder.latency().histogram().count();
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
