// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.account;

import io.pilotmetrics.snapshot.Exemplar;
import org.jspecify.annotations.Nullable;

/** Makes exemplars of calls. Any number of threads may ask. */
@FunctionalInterface
public interface ExemplarSource {

    /**
     * Makes an exemplar of a call that ends now, on this thread.
     *
     * @param durationNanos how long it took
     * @return the exemplar, or null where no span is current
     */
    @Nullable
    Exemplar endedNow(long durationNanos);
}
