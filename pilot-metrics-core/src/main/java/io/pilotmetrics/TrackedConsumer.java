// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics;

import io.pilotmetrics.account.Account;
import io.pilotmetrics.account.Delivery;
import io.pilotmetrics.account.Owed;
import io.pilotmetrics.snapshot.Outcome;
import java.util.function.Consumer;

/**
 * Your consumer, accounted for. What it throws goes on unchanged. Immutable and as thread-safe as your code.
 *
 * @param <E> the event's type
 */
public final class TrackedConsumer<E> implements Consumer<E> {

    private final Account<E> account;
    private final ThrowingConsumer<? super E, RuntimeException> code;
    private final Skipping skipping;

    TrackedConsumer(Account<E> account, ThrowingConsumer<? super E, RuntimeException> code, Skipping skipping) {
        this.account = account;
        this.code = code;
        this.skipping = skipping;
    }

    /**
     * The same, but an event whose id was already processed within the window is not passed on. A duplicate of an event that is
     * still in flight is, since the first may yet fail.
     *
     * @return a new wrapper of the same account
     */
    public TrackedConsumer<E> skipDuplicates() {
        return new TrackedConsumer<>(account, code, skipping.andDuplicates());
    }

    /**
     * The same, but a malformed event is not passed on.
     *
     * @return a new wrapper of the same account
     */
    public TrackedConsumer<E> skipMalformed() {
        return new TrackedConsumer<>(account, code, skipping.andMalformed());
    }

    @Override
    public void accept(E event) {
        run(account, skipping, event, code);
    }

    /** Runs code for one event. In one frame with what catches: at the end of the stack nothing can be called to book it. */
    static <E, X extends Exception> void run(
            Account<E> account, Skipping skipping, E event, ThrowingConsumer<? super E, X> code) throws X {
        if (!account.open()) {
            code.accept(event);
            return;
        }
        Owed owed = account.owed();
        long startedAt = account.now();
        Delivery<E> delivery = account.receive(event, startedAt);
        try {
            if (skipping.applies(delivery)) {
                delivery.skip(event, startedAt);
                return;
            }
            code.accept(event);
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
            delivery.returned(event, Outcome.SUCCESS, startedAt);
        } catch (Throwable ours) { // the stack ends in here: your code has returned, and so do we
            synchronized (owed) {
                owed.newest = new Object[] {owed.newest, delivery, event, null, new long[] {startedAt}};
            }
        }
    }
}
