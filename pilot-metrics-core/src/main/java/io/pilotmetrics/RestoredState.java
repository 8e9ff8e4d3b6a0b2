// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics;

import java.time.Instant;
import java.util.Set;

/**
 * What a pilot went on from.
 *
 * @param savedAt when the state was saved, wall clock
 * @param complete true where the pilot was closed before; false where events may have come after the save, whose numbers are then
 *     undetermined
 * @param handlers the handlers that went on
 * @param leftOut handlers of the state that the pilot does not have; what is known of their sources is lost with the next save
 */
public record RestoredState(Instant savedAt, boolean complete, Set<String> handlers, Set<String> leftOut) {

    /**
     * Copies its parts.
     *
     * @param savedAt when the state was saved, wall clock
     * @param complete true where the pilot was closed before
     * @param handlers the handlers that went on
     * @param leftOut handlers of the state that the pilot does not have
     */
    public RestoredState {
        handlers = Set.copyOf(handlers);
        leftOut = Set.copyOf(leftOut);
    }
}
