// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.examples.quickstart;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * An event as the injector means it, with its id and number given before any fault.
 *
 * @param source the producer that numbers it
 * @param number its number
 * @param fault what is wrong with it
 * @param reason why it is malformed, null where it is not
 * @param numbered whether its number is sent along
 * @param copies how often it is sent
 * @param body what is sent
 * @param order the order that the visit led to, or null
 * @param progress what became of it so far
 */
record PlannedEvent(
        String source,
        long number,
        Faults.Kind fault,
        @Nullable String reason,
        boolean numbered,
        int copies,
        String body,
        @Nullable Order order,
        Progress progress) {

    /**
     * An order, and what the customer says when asked where it came from.
     *
     * @param id the order's id
     * @param channel the channel that it really came through
     * @param answer what the customer answers, or null where the survey stays unanswered
     */
    record Order(String id, String channel, @Nullable String answer) {}

    /** What became of the copies. */
    static final class Progress {
        final AtomicBoolean identified = new AtomicBoolean();
        final AtomicInteger endedWell = new AtomicInteger();
        final AtomicInteger endedBadly = new AtomicInteger();
    }

    /** Whether its body is no JSON at all, so that its number travels outside the body. */
    boolean isUnparsed() {
        return Faults.NOT_JSON.equals(reason);
    }
}
