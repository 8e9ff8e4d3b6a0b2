// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.benchmarks.latency;

import com.codahale.metrics.Histogram;
import com.codahale.metrics.MetricRegistry;

/** Dropwizard's Histogram: a decaying sample. */
final class DropwizardHistogram implements LatencySubject {

    private final Histogram histogram = new MetricRegistry().histogram("latency");

    @Override
    public void record(long nanos) {
        histogram.update(nanos);
    }

    @Override
    public long count() {
        return histogram.getCount();
    }
}
