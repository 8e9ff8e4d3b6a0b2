// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.account;

import io.pilotmetrics.latency.Stripe;
import io.pilotmetrics.snapshot.Outcome;
import java.util.Arrays;
import java.util.List;

/**
 * One call that carries several events. Events fail one by one, or all together where the code throws; the call's outcome is
 * its worst event's.
 *
 * @param <E> the event's type
 */
public final class BatchCall<E> {

    private final Endings<E> endings;
    private final List<E> events;
    private final List<Delivery<E>> deliveries;
    private final long receivedAt;
    private final long startedAt;
    private final Outcome[] outcomes; // guarded by this
    private boolean ended; // guarded by this

    /**
     * A call that begins now.
     *
     * @param account the handler's book
     * @param events the events that it carries, at least one
     * @param deliveries what is known of each
     * @param receivedAt when they arrived, on the account's clock
     */
    public BatchCall(Account<E> account, List<E> events, List<Delivery<E>> deliveries, long receivedAt) {
        this.endings = account.endings();
        this.events = events;
        this.deliveries = deliveries;
        this.receivedAt = receivedAt;
        this.outcomes = new Outcome[deliveries.size()];
        Arrays.fill(outcomes, Outcome.SUCCESS);
        this.startedAt = endings.now();
    }

    /**
     * Notes that one event failed. It never refuses. Called with an index that there is not, or once the call has ended, it is
     * counted as an instrumentation error and changes nothing.
     *
     * @param index the event's place in the list that the code was given
     * @param cause why
     */
    public void failed(int index, Throwable cause) {
        Outcome outcome = endings.outcome(cause);
        synchronized (this) {
            if (!ended && index >= 0 && index < outcomes.length) {
                outcomes[index] = outcomes[index].worse(outcome);
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
        String refusal = endings.refusal(thrown);
        if (refusal != null) {
            synchronized (this) {
                ended = true;
            }
            for (int i = 0; i < outcomes.length; i++) {
                deliveries.get(i).refuse(events.get(i), refusal, receivedAt);
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
        long now = endings.callEnded(stripe, worst, startedAt, outcomes.length);
        for (int i = 0; i < outcomes.length; i++) {
            deliveries.get(i).settle(events.get(i), stripe, outcomes[i], receivedAt, now);
        }
    }
}
