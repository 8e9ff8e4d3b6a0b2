// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * Tells which span of a trace is current, so that a snapshot can name the traces of some calls as
 * {@linkplain io.pilotmetrics.snapshot.AccountSnapshot#exemplars() exemplars}.
 *
 * <p>It is asked on the thread on which a call ends, after your code has returned: of a stage, on the thread that completes it. It must return at
 * once, and any number of threads may ask. One account asks 10 times a second at most for calls of about one duration, so what it costs is not
 * in the cost of a call.
 *
 * <p>A pilot finds it by {@link java.util.ServiceLoader}, or is {@linkplain PilotBuilder#exemplars given} it. One that throws, or gives ids that
 * are none, disturbs no event: it is logged once and not asked again by that pilot.
 */
@FunctionalInterface
public interface CurrentSpan {

    /** No span is ever current: a pilot that is given this has no exemplars, and looks for nothing. */
    CurrentSpan NONE = () -> null;

    /**
     * The span that is current on this thread.
     *
     * @return its ids; null where no span is current, or where it is not sampled, so that nobody could look at it
     */
    @Nullable
    Ids current();

    /**
     * What a span is found by.
     *
     * @param traceId the trace, 32 digits of lower-case hexadecimal, not all zero
     * @param spanId the span, 16 such digits, not all zero
     */
    record Ids(String traceId, String spanId) {

        /**
         * Keeps both; they are checked where they are used.
         *
         * @param traceId the trace, 32 digits of lower-case hexadecimal, not all zero
         * @param spanId the span, 16 such digits, not all zero
         */
        public Ids {
            requireNonNull(traceId, "traceId");
            requireNonNull(spanId, "spanId");
        }
    }
}
