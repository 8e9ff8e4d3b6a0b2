// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics;

import io.pilotmetrics.TrackedFunction.Fallbacks;
import io.pilotmetrics.account.Account;
import io.pilotmetrics.account.Delivery;
import io.pilotmetrics.account.OutcomeRules;
import io.pilotmetrics.account.Owed;
import io.pilotmetrics.snapshot.Outcome;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * Your asynchronous function, accounted for from the call to the stage's completion. The caller gets your own stage, so that
 * {@code cancel} works. It may see the completion a moment before the booking.
 *
 * <p>A stage that is null, or a function that throws, is a failure, and is returned or thrown on unchanged. Immutable and as
 * thread-safe as your code.
 *
 * @param <E> the event's type
 * @param <R> the stage's result
 * @param <S> the stage's own type
 */
public final class TrackedStage<E, R, S extends CompletionStage<R>> implements Function<E, S> {

    private final Account<E> account;
    private final Function<? super E, ? extends S> code;
    private final Classifier<R> classifier;
    private final Fallbacks<E, S> fallbacks;
    private final Owed owed;

    TrackedStage(
            Account<E> account,
            Function<? super E, ? extends S> code,
            Classifier<R> classifier,
            Fallbacks<E, S> fallbacks) {
        this.account = account;
        this.code = code;
        this.classifier = classifier;
        this.fallbacks = fallbacks;
        this.owed = account.owed();
    }

    /**
     * The same, with results told apart. Default: a stage that completes normally is a success.
     *
     * @param result gives a result's outcome; where it throws or answers null, that is counted, and the call is a success
     * @return a new wrapper of the same account
     * @throws IllegalStateException if this wrapper has such a function already
     */
    public TrackedStage<E, R, S> outcome(Function<? super R, Outcome> result) {
        return new TrackedStage<>(account, code, classifier.by(result), fallbacks);
    }

    /**
     * The same, but an event whose id was already processed within the window is not passed on; the caller gets the fallback's
     * stage instead.
     *
     * @param fallback gives the stage; what it throws goes on to the caller
     * @return a new wrapper of the same account
     * @throws IllegalStateException if this wrapper has such a fallback already
     */
    public TrackedStage<E, R, S> whenDuplicate(Function<? super E, ? extends S> fallback) {
        return new TrackedStage<>(account, code, classifier, fallbacks.whenDuplicate(fallback));
    }

    /**
     * The same, but a malformed event is not passed on; the caller gets the fallback's stage instead.
     *
     * @param fallback gives the stage; what it throws goes on to the caller
     * @return a new wrapper of the same account
     * @throws IllegalStateException if this wrapper has such a fallback already
     */
    public TrackedStage<E, R, S> whenMalformed(Function<? super E, ? extends S> fallback) {
        return new TrackedStage<>(account, code, classifier, fallbacks.whenMalformed(fallback));
    }

    @Override
    public S apply(E event) {
        if (!account.open()) {
            return code.apply(event);
        }
        long startedAt = account.now();
        Delivery<E> delivery = account.receive(event, startedAt);
        Function<? super E, ? extends S> fallback;
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
        S stage;
        try {
            stage = code.apply(event);
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
            if (stage == null) {
                delivery.returned(event, Outcome.SERVER_ERROR, startedAt);
            } else {
                endWith(stage, event, delivery, startedAt);
            }
        } catch (Throwable ours) { // the stack ends in here: your code has returned, and so do we
            synchronized (owed) {
                owed.newest = new Object[] {owed.newest, delivery, event, ours, new long[] {startedAt}};
            }
        }
        return stage;
    }

    private void endWith(S stage, E event, Delivery<E> delivery, long startedAt) {
        StageEnd.of(
                stage,
                result -> {
                    try {
                        delivery.returned(event, classifier.outcome(result, account), startedAt);
                    } catch (Throwable ours) { // the stack of who completes it ends in here
                        synchronized (owed) {
                            owed.newest = new Object[] {owed.newest, delivery, event, null, new long[] {startedAt}};
                        }
                    }
                },
                thrown -> {
                    try {
                        delivery.threw(event, OutcomeRules.unwrapped(thrown), startedAt);
                    } catch (Throwable ours) {
                        synchronized (owed) {
                            owed.newest = new Object[] {owed.newest, delivery, event, ours, new long[] {startedAt}};
                        }
                    }
                },
                () -> {
                    account.instrumentationError("stage");
                    delivery.abandoned(event, startedAt);
                });
    }
}
