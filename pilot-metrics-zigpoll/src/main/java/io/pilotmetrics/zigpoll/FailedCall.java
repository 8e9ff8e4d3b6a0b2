// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.zigpoll;

import io.pilotmetrics.zigpoll.ZigpollException.Kind;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Why one request failed, before anybody says what had been read until then. Never leaves this package. */
final class FailedCall extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final int status;
    private final String problem;
    private final String mend;
    private final int tries;
    private final @Nullable Duration retryAfter;

    private FailedCall(
            Kind kind,
            int status,
            String problem,
            String mend,
            int tries,
            @Nullable Duration retryAfter,
            @Nullable Throwable cause) {
        super(problem, cause);
        this.kind = kind;
        this.status = status;
        this.problem = problem;
        this.mend = mend;
        this.tries = tries;
        this.retryAfter = retryAfter;
    }

    static FailedCall of(Kind kind, int status, String problem, String mend) {
        return new FailedCall(kind, status, problem, mend, 1, null, null);
    }

    static FailedCall interrupted(InterruptedException cause) {
        return new FailedCall(
                Kind.INTERRUPTED,
                0,
                "Zigpoll was being waited for when the thread was interrupted",
                "read on with remaining()",
                1,
                null,
                cause);
    }

    /** An answer that asks to come again, or says that Zigpoll has a fault of its own. */
    static FailedCall unavailable(int status, String problem, String mend, @Nullable Duration retryAfter) {
        return new FailedCall(Kind.UNAVAILABLE, status, problem, mend, 1, retryAfter, null);
    }

    /** No answer at all. */
    static FailedCall unreachable(String problem, String mend, @Nullable Throwable cause) {
        return new FailedCall(Kind.UNAVAILABLE, 0, problem, mend, 1, null, cause);
    }

    FailedCall afterTries(int number) {
        return new FailedCall(kind, status, problem, mend, number, retryAfter, getCause());
    }

    Kind kind() {
        return kind;
    }

    int status() {
        return status;
    }

    /** How long the server asks to wait, if it does. */
    @Nullable
    Duration retryAfter() {
        return retryAfter;
    }

    /** What went wrong, where, and the mend, in one line. */
    String explain(String where) {
        return problem + " (" + (status == 0 ? "" : status + ", ") + where + (tries == 1 ? "" : ", " + tries + " tries")
                + "): " + mend;
    }
}
