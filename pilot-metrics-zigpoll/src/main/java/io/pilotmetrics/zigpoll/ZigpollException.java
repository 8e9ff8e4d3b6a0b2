// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.zigpoll;

import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Zigpoll did not give what was asked for. The message names the request, the page and the mend, and never shows the
 * API key or what a customer answered.
 *
 * <p>What had been read before is not lost: it is in {@link #kept()}, and {@link #remaining()} reads on from the page
 * that failed.
 */
public final class ZigpollException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What kind of mend it needs. */
    public enum Kind {
        /** The API key was refused: set another one. */
        CREDENTIALS,
        /** The request was refused: ask for something else. */
        REFUSED,
        /** Zigpoll or the network failed in spite of all retries: ask again later. */
        UNAVAILABLE,
        /** The body could not be read as Zigpoll's: check the address, or report it. */
        UNREADABLE,
        /** The thread was interrupted while it waited; its interrupt status is set again. */
        INTERRUPTED
    }

    /** What kind of mend it needs. */
    private final Kind kind;

    /** The HTTP status, 0 if no answer came. */
    private final int status;

    private final transient @Nullable ZigpollResponses kept;
    private final transient @Nullable ResponseQuery remaining;

    ZigpollException(
            String message, FailedCall cause, @Nullable ZigpollResponses kept, @Nullable ResponseQuery remaining) {
        super(message, cause.getCause());
        this.kind = cause.kind();
        this.status = cause.status();
        this.kept = kept;
        this.remaining = remaining;
    }

    /**
     * What kind of mend it needs.
     *
     * @return the kind
     */
    public Kind kind() {
        return kind;
    }

    /**
     * The HTTP status of the last answer.
     *
     * @return the status, or empty if no answer came
     */
    public OptionalInt status() {
        return status == 0 ? OptionalInt.empty() : OptionalInt.of(status);
    }

    /**
     * What had been read before the failure.
     *
     * @return the responses of the pages before, may be none
     */
    public ZigpollResponses kept() {
        return kept == null ? ZigpollResponses.NONE : kept;
    }

    /**
     * The query that reads on from the page that failed.
     *
     * @return the query, or empty if the failed request was none for responses
     */
    public Optional<ResponseQuery> remaining() {
        return Optional.ofNullable(remaining);
    }
}
