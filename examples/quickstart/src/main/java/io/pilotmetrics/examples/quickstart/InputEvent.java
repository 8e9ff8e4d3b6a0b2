// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.examples.quickstart;

import org.jspecify.annotations.Nullable;

/**
 * An event of somebody else's file: nothing but what the named columns say.
 *
 * @param id its id, or null
 * @param source its producer, or null
 * @param number the producer's number, or -1
 * @param reason why it is malformed, or null
 * @param problem the same in words; empty where it is not malformed
 */
record InputEvent(
        @Nullable String id,
        @Nullable String source,
        long number,
        @Nullable String reason,
        String problem) {}
