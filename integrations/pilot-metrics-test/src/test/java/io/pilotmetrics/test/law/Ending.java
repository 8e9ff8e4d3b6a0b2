// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.test.law;

import io.pilotmetrics.snapshot.Outcome;
import java.io.IOException;
import java.util.concurrent.CancellationException;

/** The ways in which code ends, and what the law makes of each. */
enum Ending {
    RETURNS(null, Outcome.SUCCESS),
    RETURNS_CLIENT_ERROR(null, Outcome.CLIENT_ERROR),
    RETURNS_SERVER_ERROR(null, Outcome.SERVER_ERROR),
    RETURNS_CANCELLED(null, Outcome.CANCELLED),
    RETURNS_UNCLASSIFIABLE(null, Outcome.SUCCESS),
    THROWS(IllegalStateException.class, Outcome.SERVER_ERROR),
    THROWS_CHECKED(IOException.class, Outcome.SERVER_ERROR),
    THROWS_ERROR(Fatal.class, Outcome.SERVER_ERROR),
    THROWS_CANCELLATION(CancellationException.class, Outcome.CANCELLED),
    THROWS_BAD_REQUEST(BadRequest.class, Outcome.CLIENT_ERROR),
    THROWS_GONE(Gone.class, Outcome.CANCELLED),
    THROWS_BENIGN(Benign.class, Outcome.SUCCESS),
    THROWS_RATE_LIMITED(RateLimited.class, Outcome.SERVER_ERROR, "rate_limited"),
    THROWS_SLOW_LANE(SlowLane.class, Outcome.SERVER_ERROR, "rate_limited"),
    THROWS_BUSY(Busy.class, Outcome.CLIENT_ERROR, "busy");

    private final Class<? extends Throwable> thrown;
    private final Outcome guarded;
    private final String refusal;

    Ending(Class<? extends Throwable> thrown, Outcome guarded) {
        this(thrown, guarded, null);
    }

    Ending(Class<? extends Throwable> thrown, Outcome guarded, String refusal) {
        this.thrown = thrown;
        this.guarded = guarded;
        this.refusal = refusal;
    }

    boolean isThrow() {
        return thrown != null;
    }

    boolean isChecked() {
        return this == THROWS_CHECKED;
    }

    /** A new instance of what it throws, null where it returns. */
    Throwable newThrown() {
        try {
            return thrown == null ? null : thrown.getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(this + " has no constructor that takes nothing", e);
        }
    }

    /** The reason for which guards turn it away, null where they do not. */
    String refusal(boolean guards) {
        return guards ? refusal : null;
    }

    /** The outcome of what was thrown, under {@code outcomeOn} for each type where there are guards. */
    Outcome ofThrow(boolean guards) {
        if (guards) {
            return guarded;
        }
        return this == THROWS_CANCELLATION ? Outcome.CANCELLED : Outcome.SERVER_ERROR;
    }

    /** The outcome of what was returned. */
    Outcome ofReturn(boolean classified) {
        return classified ? guarded : Outcome.SUCCESS;
    }

    /** What a result classifier says of a result made by this ending. */
    Outcome classify() {
        if (this == RETURNS_UNCLASSIFIABLE) {
            throw new Lead.FlawedCallback();
        }
        return guarded;
    }

    static class BadRequest extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    static final class Gone extends BadRequest {
        private static final long serialVersionUID = 1;
    }

    static final class Benign extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    static class RateLimited extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    static final class SlowLane extends RateLimited {
        private static final long serialVersionUID = 1;
    }

    /** Refused, and it has an outcome too: the refusal comes first. */
    static final class Busy extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    static final class Fatal extends Error {
        private static final long serialVersionUID = 1;
    }
}
