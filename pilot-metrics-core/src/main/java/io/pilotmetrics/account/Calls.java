// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.account;

import io.pilotmetrics.latency.LatencyRecorder;
import io.pilotmetrics.snapshot.Counts;
import io.pilotmetrics.snapshot.LatencySnapshot;
import io.pilotmetrics.snapshot.Outcome;
import java.util.Map;
import java.util.function.LongSupplier;

/** The ended calls of one account, by outcome, and how long they took. Thread-safe. */
final class Calls {

    private final LongSupplier nanos;
    private final LatencyRecorder latency;
    private final EnumTally<Outcome> outcomes = new EnumTally<>(Outcome.values());
    private final Tally instrumentationErrors = new Tally();

    Calls(LongSupplier nanos, long[] thresholdNanos) {
        this.nanos = nanos;
        this.latency = new LatencyRecorder(thresholdNanos);
    }

    long now() {
        return nanos.getAsLong();
    }

    void ended(Outcome outcome, long startedAt) {
        latency.record(now() - startedAt);
        outcomes.count(outcome);
    }

    void instrumentationError(String where) {
        instrumentationErrors.count(where);
    }

    LatencySnapshot latency() {
        return latency.snapshot();
    }

    void addTo(Map<String, Long> counts) {
        outcomes.addTo(counts, Counts::key);
        instrumentationErrors.addTo(counts, Counts.INSTRUMENTATION_ERROR);
    }
}
