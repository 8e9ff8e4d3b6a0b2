// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.benchmarks.latency;

import com.codahale.metrics.MetricRegistry;
import com.codahale.metrics.Timer;
import java.util.concurrent.TimeUnit;

/** Dropwizard's Timer: four rates and a decaying sample. */
final class DropwizardTimer implements LatencySubject {

    private final Timer timer = new MetricRegistry().timer("latency");

    @Override
    public void record(long nanos) {
        timer.update(nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public long count() {
        return timer.getCount();
    }
}
