// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.micrometer;

import org.jspecify.annotations.Nullable;

/** Tries one thing after the other, whatever an earlier one threw. Not thread-safe. */
final class Attempts {

    private @Nullable RuntimeException first;
    private int failed;

    /** How many have failed since this began. */
    int count() {
        return failed;
    }

    void attempt(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            failed++;
            if (first == null) {
                first = e;
            }
        }
    }

    /** Throws what was thrown first, if anything was, and forgets it. */
    void end() {
        RuntimeException thrown = first;
        first = null;
        if (thrown != null) {
            throw thrown;
        }
    }
}
