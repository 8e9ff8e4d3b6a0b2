// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics;

import io.pilotmetrics.account.Account;
import io.pilotmetrics.account.BatchCall;
import io.pilotmetrics.account.Delivery;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Your batch code, accounted for event by event. One call carries all events of the list; those that your code reports as
 * failed are, and if it throws all are. Immutable and as thread-safe as your code.
 *
 * @param <E> the event's type
 */
public final class TrackedBatch<E> implements Consumer<List<E>> {

    private static final BatchReport NOBODY = (index, cause) -> {};

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
        long now = account.now();
        List<Delivery<E>> passed = new ArrayList<>(all.size());
        List<E> left = new ArrayList<>(all.size());
        for (E event : all) {
            Delivery<E> delivery = account.receive(event, now);
            if (skipping.applies(delivery)) {
                delivery.skip(event, now);
            } else {
                passed.add(delivery);
                left.add(event);
            }
        }
        if (!passed.isEmpty()) {
            call(left.size() < all.size() ? Collections.unmodifiableList(left) : events, left, passed, now);
        }
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

    private void call(List<E> given, List<E> events, List<Delivery<E>> deliveries, long receivedAt) {
        BatchCall<E> call = new BatchCall<>(account, events, deliveries, receivedAt);
        try {
            code.accept(given, (BatchReport) call::failed);
        } catch (Throwable e) {
            try {
                call.threw(e);
            } catch (Throwable ours) { // at the end of the stack the JVM may throw in here, too: yours goes on
            }
            throw e;
        }
        call.returned();
    }
}
