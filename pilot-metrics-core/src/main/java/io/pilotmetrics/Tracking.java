// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics;

import io.pilotmetrics.account.Delivery;
import io.pilotmetrics.account.OutcomeRules;
import io.pilotmetrics.account.Owed;
import io.pilotmetrics.snapshot.Disposition;
import io.pilotmetrics.snapshot.Outcome;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One event whose end you tell yourself, for code that cannot be wrapped. {@link Handler#run} and {@link Handler#call} are
 * shorter where they fit.
 *
 * <pre>{@code
 * Tracking t = leads.start(lead);
 * try {
 *   crm.save(lead);
 *   t.success();
 * } catch (IOException e) {
 *   t.failure(e);
 *   throw e;
 * } finally {
 *   t.close();
 * }
 * }</pre>
 *
 * <p>It ends at the first of success, failure, outcome, skip, cancel or close, on any thread; what follows does nothing. Not
 * for try-with-resources: that closes <em>before</em> its {@code catch} runs, so a failure told there comes too late and the
 * event is booked as abandoned.
 */
public final class Tracking implements AutoCloseable {

    /** What a handler gives once its pilot is closed. */
    static final Tracking NONE = new Tracking(null);

    /** One event's delivery, with all that ends it. */
    private record Received<E>(E event, Delivery<E> delivery, long startedAt, Owed owed) {

        Disposition returned(Outcome outcome) {
            return delivery.returned(event, outcome, startedAt);
        }

        Disposition threw(Throwable thrown) {
            return delivery.threw(event, thrown, startedAt);
        }

        Disposition abandoned() {
            return delivery.abandoned(event, startedAt);
        }

        Disposition skip() {
            return delivery.skip(event, startedAt);
        }
    }

    private final @Nullable Received<?> received;
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile @Nullable Disposition disposition;

    private Tracking(@Nullable Received<?> received) {
        this.received = received;
    }

    static <E> Tracking of(E event, Delivery<E> delivery, long startedAt, Owed owed) {
        return new Tracking(new Received<>(event, delivery, startedAt, owed));
    }

    /** Ends it well. */
    public void success() {
        outcome(Outcome.SUCCESS);
    }

    /**
     * Ends it with an answer that is no exception, for example a status of 404.
     *
     * @param outcome how it ended
     */
    public void outcome(Outcome outcome) {
        if (outcome == null) {
            close(); // nobody said how it went
        } else {
            end(r -> r.returned(outcome));
        }
    }

    /**
     * Ends it with an exception, whose outcome follows from the handler's rules; one that the handler takes for a refusal
     * refuses it.
     *
     * @param cause why it failed
     */
    public void failure(Throwable cause) {
        end(r -> r.threw(OutcomeRules.unwrapped(cause)));
    }

    /** Ends it as cancelled. */
    public void cancel() {
        end(r -> r.threw(new CancellationException()));
    }

    /**
     * Whether there is a reason not to run your code: the event is malformed, or its id was already processed.
     *
     * @return true for malformed events and duplicates of done ids; false once the pilot is closed
     */
    public boolean skippable() {
        return received != null
                && (received.delivery().malformed() || received.delivery().duplicateOfDone());
    }

    /** Ends it without a call: malformed or duplicate where it is {@link #skippable()}, else refused as {@code skipped}. */
    public void skip() {
        end(Received::skip);
    }

    /**
     * What the event was given.
     *
     * @return its disposition; empty while it has not ended, and once the pilot is closed
     */
    public Optional<Disposition> disposition() {
        return Optional.ofNullable(disposition);
    }

    /** Ends it as failed by neglect, a server error, if nothing has ended it before. */
    @Override
    public void close() {
        end(Received::abandoned);
    }

    private void end(Function<Received<?>, Disposition> how) {
        if (received != null && ended.compareAndSet(false, true)) {
            try {
                disposition = how.apply(received);
            } catch (Throwable ours) { // the stack ends in here: it is booked as a call that overflowed it
                Owed owed = received.owed;
                synchronized (owed) {
                    owed.newest = new Object[] {
                        owed.newest, received.delivery, received.event, ours, new long[] {received.startedAt}
                    };
                }
            }
        }
    }
}
