// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.account;

import io.pilotmetrics.latency.Stripe;
import io.pilotmetrics.snapshot.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One call that carries several events. Events fail one by one, or all together where the code throws; the call's outcome is
 * its worst event's.
 *
 * @param <E> the event's type
 */
public final class BatchCall<E> implements Owed.Ending {

    private final Endings<E> endings;
    private final List<E> events;
    private final List<Delivery<E>> deliveries;
    private final long receivedAt;
    private long startedAt;
    private Outcome[] outcomes = {}; // guarded by this until it has ended
    private boolean ended; // guarded by this

    // How far it is booked, by who ends it, so that another can go on where the stack came to its end.
    private boolean called;
    private long endedAt;
    private int concluded;
    private int booked;

    /**
     * A call that carries no event yet.
     *
     * @param account the handler's book
     * @param capacity how many events it may carry
     * @param receivedAt when they arrived, on the account's clock
     */
    public BatchCall(Account<E> account, int capacity, long receivedAt) {
        this.endings = account.endings();
        this.events = new ArrayList<>(capacity);
        this.deliveries = new ArrayList<>(capacity);
        this.receivedAt = receivedAt;
        this.startedAt = receivedAt;
    }

    /**
     * Lets it carry one more event, before it begins.
     *
     * @param event the event
     * @param delivery what is known of it
     */
    public void add(E event, Delivery<E> delivery) {
        events.add(event);
        deliveries.add(delivery);
    }

    /** Begins now. */
    public void begin() {
        Outcome[] all = new Outcome[deliveries.size()];
        Arrays.fill(all, Outcome.SUCCESS);
        outcomes = all;
        startedAt = endings.now();
    }

    /**
     * The events that it carries.
     *
     * @return an unmodifiable view
     */
    public List<E> events() {
        return Collections.unmodifiableList(events);
    }

    /**
     * How many events it carries.
     *
     * @return their number; of none it is no call
     */
    public int size() {
        return deliveries.size();
    }

    /**
     * Whether it carries no event.
     *
     * @return true for no call
     */
    public boolean isEmpty() {
        return deliveries.isEmpty();
    }

    /**
     * Notes that one event failed. It never refuses. Called with an index that there is not, or once the call has ended, it is
     * counted as an instrumentation error and changes nothing.
     *
     * @param index the event's place in the list that the code was given
     * @param cause why
     */
    public void failed(int index, Throwable cause) {
        synchronized (this) {
            if (!ended && index >= 0 && index < outcomes.length) {
                outcomes[index] = outcomes[index].worse(endings.outcome(cause));
                return;
            }
        }
        endings.instrumentationError("batch_report");
    }

    /** Ends the call: it returned. */
    public void returned() {
        end();
    }

    /**
     * Ends the call: it threw, which fails all of its events, or refuses them.
     *
     * @param thrown the exception
     */
    public void threw(Throwable thrown) {
        Stripe unused = endings.mine(); // what goes deepest comes first
        String refusal = endings.refusal(thrown);
        if (refusal != null) {
            synchronized (this) {
                ended = true;
            }
            for (; booked < outcomes.length; booked++) {
                deliveries.get(booked).refuse(events.get(booked), refusal, receivedAt);
            }
            return;
        }
        Outcome outcome = endings.outcome(thrown);
        synchronized (this) {
            Arrays.setAll(outcomes, i -> outcomes[i].worse(outcome));
        }
        end();
    }

    private void end() {
        Outcome worst = Outcome.SUCCESS;
        synchronized (this) {
            ended = true;
            for (Outcome outcome : outcomes) {
                worst = worst.worse(outcome);
            }
        }
        Stripe stripe = endings.mine();
        if (!called) {
            endedAt = endings.callEnded(stripe, worst, startedAt, outcomes.length);
            called = true;
        }
        for (; booked < outcomes.length; booked++) {
            Delivery<E> delivery = deliveries.get(booked);
            if (concluded == booked) {
                concluded++;
                delivery.conclude(events.get(booked), outcomes[booked], endedAt);
            }
            delivery.book(events.get(booked), stripe, outcomes[booked], receivedAt);
        }
    }

    @Override
    public void endLate(@Nullable Object event, @Nullable Object how, long ignored) {
        if (outcomes.length < size()) {
            begin(); // it never came to that
        }
        if (isEmpty()) {
            return;
        }
        if (how instanceof Throwable thrown) {
            threw(thrown);
        } else {
            returned();
        }
    }
}
