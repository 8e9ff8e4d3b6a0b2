// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Set;

/**
 * What a pilot went on from.
 *
 * @param savedAt when the state was saved, wall clock
 * @param complete true where the pilot was closed before; false where events may have come after the save, whose numbers are then
 *     undetermined
 * @param handlers the handlers that went on
 * @param leftOut handlers of the state that the pilot does not have yet; each goes on when it is registered, and what is known of its sources is
 *     lost if the state is saved before
 */
public record RestoredState(Instant savedAt, boolean complete, Set<String> handlers, Set<String> leftOut) {

    /**
     * Copies its parts.
     *
     * @param savedAt when the state was saved, wall clock
     * @param complete true where the pilot was closed before
     * @param handlers the handlers that went on
     * @param leftOut handlers of the state that the pilot does not have yet
     */
    public RestoredState {
        requireNonNull(savedAt, "savedAt");
        handlers = Set.copyOf(handlers);
        leftOut = Set.copyOf(leftOut);
    }
}
