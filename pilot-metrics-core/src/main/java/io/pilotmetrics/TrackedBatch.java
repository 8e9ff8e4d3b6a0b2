// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics;

import io.pilotmetrics.account.Account;
import io.pilotmetrics.account.BatchCall;
import io.pilotmetrics.account.Delivery;
import io.pilotmetrics.account.Owed;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Your batch code, accounted for event by event. One call carries all events of the list; those that your code reports as
 * failed are, and if it throws all are. Immutable and as thread-safe as your code.
 *
 * @param <E> the event's type
 */
public final class TrackedBatch<E> implements Consumer<List<E>> {

    private static final BatchReport NOBODY = (index, cause) -> {};
    private static final long[] NO_TIME = {0};

    private final Account<E> account;
    private final BiConsumer<? super List<E>, ? super BatchReport> code;
    private final Skipping skipping;

    TrackedBatch(Account<E> account, BiConsumer<? super List<E>, ? super BatchReport> code, Skipping skipping) {
        this.account = account;
        this.code = code;
        this.skipping = skipping;
    }

    /**
     * The same, but events whose id was already processed within the window are left out of the list. Where nothing is left,
     * your code is not called.
     *
     * @return a new wrapper of the same account
     */
    public TrackedBatch<E> skipDuplicates() {
        return new TrackedBatch<>(account, code, skipping.andDuplicates());
    }

    /**
     * The same, but malformed events are left out of the list. Where nothing is left, your code is not called.
     *
     * @return a new wrapper of the same account
     */
    public TrackedBatch<E> skipMalformed() {
        return new TrackedBatch<>(account, code, skipping.andMalformed());
    }

    /**
     * Passes a batch on. An empty list is passed on and counts as no call.
     *
     * @param events the events; your code gets this very list where nothing is skipped
     */
    @Override
    public void accept(List<E> events) {
        if (!account.open() || events == null || events.isEmpty()) {
            code.accept(events, NOBODY);
            return;
        }
        List<E> all = copy(events);
        if (all.isEmpty()) {
            code.accept(events, NOBODY); // what cannot be read here is passed on unmeasured
            return;
        }
        Owed owed = account.owed();
        BatchCall<E> call = receive(all);
        try {
            if (call.isEmpty()) {
                return;
            }
            code.accept(call.size() < all.size() ? call.events() : events, (BatchReport) call::failed);
        } catch (Throwable e) {
            boolean booked = false;
            if (!(e instanceof StackOverflowError)) {
                try {
                    call.threw(e);
                    booked = true;
                } catch (Throwable ours) { // the stack ends in here
                }
            }
            if (!booked) {
                synchronized (owed) {
                    owed.newest = new Object[] {owed.newest, call, null, e, NO_TIME};
                }
            }
            throw e;
        }
        try {
            call.returned();
        } catch (Throwable ours) { // the stack ends in here: your code has returned, and so do we
            synchronized (owed) {
                owed.newest = new Object[] {owed.newest, call, null, null, NO_TIME};
            }
        }
    }

    /** Receives all events; a call with those that are passed on. */
    private BatchCall<E> receive(List<E> all) {
        Owed owed = account.owed();
        long now = account.now();
        BatchCall<E> call = new BatchCall<>(account, all.size(), now);
        @Nullable E event = null;
        @Nullable Delivery<E> delivery = null;
        try {
            for (E each : all) {
                event = each;
                delivery = account.receive(each, now);
                if (skipping.applies(delivery)) {
                    delivery.skip(each, now);
                } else {
                    call.add(each, delivery);
                }
                delivery = null;
            }
            call.begin();
        } catch (Throwable ours) { // the stack ends in here: your code is not called, and what was received has failed
            synchronized (owed) {
                owed.newest = new Object[] {owed.newest, call, null, ours, NO_TIME};
                if (delivery != null) {
                    owed.newest = new Object[] {owed.newest, delivery, event, ours, new long[] {now}};
                }
            }
            throw ours;
        }
        return call;
    }

    /** The events as they are now, or none where the list cannot be read: it may be changing, or a list of the user's own kind. */
    @SuppressWarnings("unchecked") // a list of E holds E
    private List<E> copy(List<E> events) {
        try {
            return (List<E>) Arrays.asList(events.toArray());
        } catch (Throwable e) {
            account.instrumentationError("batch");
            return List.of();
        }
    }
}
