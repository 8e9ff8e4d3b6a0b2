// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/** Warnings of one pilot, each logged once for the thing it is about. Thread-safe, and never throws. */
final class Warnings {

    private static final System.Logger LOG = System.getLogger(PilotMetrics.class.getName());

    private final String pilot;
    private final Set<Object> warned = Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));

    Warnings(String pilot) {
        this.pilot = pilot;
    }

    /** Logs a text once. */
    void once(String text) {
        once(text.intern(), text);
    }

    /** Logs, the first time for this thing. The text names a thrown exception's type: its message may hold a person's data. */
    void once(Object about, String text) {
        if (warned.add(about)) {
            try {
                LOG.log(System.Logger.Level.WARNING, "pilot \"" + pilot + "\": " + text);
            } catch (Throwable e) {
                // A log that fails must not end the ticker.
            }
        }
    }
}
