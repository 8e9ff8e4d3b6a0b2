// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.benchmarks.handler;

import io.pilotmetrics.CurrentSpan;
import org.jspecify.annotations.Nullable;

/** Looks a thread's span up where tracing libraries keep it, and finds the same one, or none, on each. */
final class SpanOfThread implements CurrentSpan {

    private final ThreadLocal<@Nullable Ids> current;

    SpanOfThread(@Nullable Ids span) {
        current = ThreadLocal.withInitial(() -> span);
    }

    @Override
    public @Nullable Ids current() {
        return current.get();
    }
}
