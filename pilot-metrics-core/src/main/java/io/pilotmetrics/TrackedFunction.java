// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics;

import static java.util.Objects.requireNonNull;

import io.pilotmetrics.account.Account;
import io.pilotmetrics.account.Delivery;
import io.pilotmetrics.account.Owed;
import io.pilotmetrics.snapshot.Outcome;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Your function, accounted for. What it throws goes on unchanged. Immutable and as thread-safe as your code.
 *
 * @param <E> the event's type
 * @param <R> the result's type
 */
public final class TrackedFunction<E, R> implements Function<E, R> {

    private final Account<E> account;
    private final ThrowingFunction<? super E, ? extends R, RuntimeException> code;
    private final Classifier<R> classifier;
    private final Fallbacks<E, R> fallbacks;

    TrackedFunction(
            Account<E> account,
            ThrowingFunction<? super E, ? extends R, RuntimeException> code,
            Classifier<R> classifier,
            Fallbacks<E, R> fallbacks) {
        this.account = account;
        this.code = code;
        this.classifier = classifier;
        this.fallbacks = fallbacks;
    }

    /**
     * The same, with results told apart: an answer of 404 may be a client error, one of 503 a server error. Default: whatever is
     * returned is a success.
     *
     * @param result gives a result's outcome; where it throws or answers null, that is counted, and the call is a success
     * @return a new wrapper of the same account
     * @throws IllegalStateException if this wrapper has such a function already
     */
    public TrackedFunction<E, R> outcome(Function<? super R, Outcome> result) {
        return new TrackedFunction<>(account, code, classifier.by(result), fallbacks);
    }

    /**
     * The same, but an event whose id was already processed within the window is not passed on; the caller gets the fallback's
     * result instead. A duplicate of an event that is still in flight is passed on, since the first may yet fail.
     *
     * @param fallback gives the result; what it throws goes on to the caller
     * @return a new wrapper of the same account
     * @throws IllegalStateException if this wrapper has such a fallback already
     */
    public TrackedFunction<E, R> whenDuplicate(Function<? super E, ? extends R> fallback) {
        return new TrackedFunction<>(account, code, classifier, fallbacks.whenDuplicate(fallback));
    }

    /**
     * The same, but a malformed event is not passed on; the caller gets the fallback's result instead.
     *
     * @param fallback gives the result; what it throws goes on to the caller
     * @return a new wrapper of the same account
     * @throws IllegalStateException if this wrapper has such a fallback already
     */
    public TrackedFunction<E, R> whenMalformed(Function<? super E, ? extends R> fallback) {
        return new TrackedFunction<>(account, code, classifier, fallbacks.whenMalformed(fallback));
    }

    @Override
    public R apply(E event) {
        return call(account, classifier, fallbacks, event, code);
    }

    /** Calls code for one event. In one frame with what catches: at the end of the stack nothing can be called to book it. */
    static <E, R, X extends Exception> R call(
            Account<E> account,
            Classifier<R> classifier,
            Fallbacks<E, R> fallbacks,
            E event,
            ThrowingFunction<? super E, ? extends R, X> code)
            throws X {
        if (!account.open()) {
            return code.apply(event);
        }
        Owed owed = account.owed();
        long startedAt = account.now();
        Delivery<E> delivery = account.receive(event, startedAt);
        Function<? super E, ? extends R> fallback;
        try {
            fallback = fallbacks.instead(delivery);
            if (fallback != null) {
                delivery.skip(event, startedAt);
            }
        } catch (Throwable ours) { // the stack ends in here: no code is called, and what was received has failed
            synchronized (owed) {
                owed.newest = new Object[] {owed.newest, delivery, event, ours, new long[] {startedAt}};
            }
            throw ours;
        }
        if (fallback != null) {
            return fallback.apply(event);
        }
        R result;
        try {
            result = code.apply(event);
        } catch (Throwable e) {
            boolean booked = false;
            if (!(e instanceof StackOverflowError)) {
                try {
                    delivery.threw(event, e, startedAt);
                    booked = true;
                } catch (Throwable ours) { // the stack ends in here
                }
            }
            if (!booked) {
                synchronized (owed) {
                    owed.newest = new Object[] {owed.newest, delivery, event, e, new long[] {startedAt}};
                }
            }
            throw e;
        }
        try {
            delivery.returned(event, classifier.outcome(result, account), startedAt);
        } catch (Throwable ours) { // the stack ends in here: your code has returned, and so do we
            synchronized (owed) {
                owed.newest = new Object[] {owed.newest, delivery, event, null, new long[] {startedAt}};
            }
        }
        return result;
    }

    /** What is returned instead of calling the code, for events that are not passed on. */
    record Fallbacks<E, R>(
            @Nullable Function<? super E, ? extends R> duplicate,
            @Nullable Function<? super E, ? extends R> malformed) {

        private static final Fallbacks<?, ?> NONE = new Fallbacks<>(null, null);

        @SuppressWarnings("unchecked") // it has none of either
        static <E, R> Fallbacks<E, R> none() {
            return (Fallbacks<E, R>) NONE;
        }

        Fallbacks<E, R> whenDuplicate(Function<? super E, ? extends R> fallback) {
            if (duplicate != null) {
                throw new IllegalStateException("whenDuplicate was set before; make each wrapper from the handler");
            }
            return new Fallbacks<>(requireNonNull(fallback, "fallback"), malformed);
        }

        Fallbacks<E, R> whenMalformed(Function<? super E, ? extends R> fallback) {
            if (malformed != null) {
                throw new IllegalStateException("whenMalformed was set before; make each wrapper from the handler");
            }
            return new Fallbacks<>(duplicate, requireNonNull(fallback, "fallback"));
        }

        /** The fallback that an event gets, or null where it is passed on. */
        @Nullable
        Function<? super E, ? extends R> instead(Delivery<E> delivery) {
            if (malformed != null && delivery.malformed()) {
                return malformed;
            }
            return duplicate != null && delivery.duplicateOfDone() ? duplicate : null;
        }
    }
}
