// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.account;

import io.pilotmetrics.integrity.Claim;
import io.pilotmetrics.integrity.IdWindow.Standing;
import io.pilotmetrics.latency.Stripe;
import io.pilotmetrics.snapshot.Disposition;
import io.pilotmetrics.snapshot.Outcome;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a received event on its way to its disposition. The wrapper that received it ends it exactly once, on any thread,
 * by one of {@link #skip}, {@link #returned}, {@link #threw}, {@link #abandoned}, or as part of a {@link BatchCall}.
 *
 * <p>It holds no event and no state, so that all events of which the same is known share one; only the first delivery of an id has
 * its own, which goes with the id's claim and is used again like that.
 *
 * @param <E> the event's type
 */
public final class Delivery<E> implements Owed.Ending {

    /** Why an event was refused that its receiver chose not to run. */
    private static final String SKIPPED = "skipped";

    private final Endings<E> endings;
    private final @Nullable LongAdder malformed; // its rule's counter
    private final @Nullable Standing standing;
    final @Nullable Claim first;
    private final @Nullable CohortBook cohort;

    private Delivery(
            Endings<E> endings,
            @Nullable LongAdder malformed,
            @Nullable Standing standing,
            @Nullable Claim first,
            @Nullable CohortBook cohort) {
        this.endings = endings;
        this.malformed = malformed;
        this.standing = standing;
        this.first = first;
        this.cohort = cohort;
    }

    /** Of events of which nothing is known. */
    static <E> Delivery<E> unremarkable(Endings<E> endings, @Nullable CohortBook cohort) {
        return new Delivery<>(endings, null, null, null, cohort);
    }

    /** Of events that a rule names malformed. */
    static <E> Delivery<E> malformed(Endings<E> endings, LongAdder rule, @Nullable CohortBook cohort) {
        return new Delivery<>(endings, rule, null, null, cohort);
    }

    /** Of events whose id is known. */
    static <E> Delivery<E> repeat(Endings<E> endings, Standing standing, @Nullable CohortBook cohort) {
        return new Delivery<>(endings, null, standing, null, cohort);
    }

    /** Of the event that holds a claim, which is used again. */
    static <E> Delivery<E> first(Endings<E> endings, Claim claim, @Nullable CohortBook cohort) {
        return new Delivery<>(endings, null, Standing.FIRST, claim, cohort);
    }

    /**
     * Whether a rule named it malformed.
     *
     * @return true for a malformed event
     */
    public boolean malformed() {
        return malformed != null;
    }

    /**
     * Whether its id is known, and that delivery ended well.
     *
     * @return true for a duplicate that may be skipped; a duplicate of an id in flight may not, since its first could fail
     */
    public boolean duplicateOfDone() {
        return standing == Standing.DONE;
    }

    /** Whether its id is known, with the same content or with another. */
    boolean repeated() {
        return standing != null && standing != Standing.FIRST;
    }

    /**
     * Ends it without a call.
     *
     * @param event the event
     * @param receivedAt when it arrived, on the account's clock
     * @return malformed or duplicate, where that is the reason to skip; else refused
     */
    public Disposition skip(E event, long receivedAt) {
        if (malformed == null && duplicateOfDone()) {
            Stripe ofCohort = ofCohort();
            if (ofCohort != null) {
                ofCohort.count(Counter.DUPLICATE.index());
            }
            endings.mine().over(Counter.DUPLICATE.index(), receivedAt);
            return Disposition.DUPLICATE;
        }
        return refuse(event, SKIPPED, receivedAt);
    }

    /**
     * Ends it with a call that returned.
     *
     * @param event the event
     * @param outcome how the call ended
     * @param startedAt when it arrived and its call began, on the account's clock
     * @return the event's disposition
     */
    public Disposition returned(E event, Outcome outcome, long startedAt) {
        Stripe stripe =
                endings.mine(); // what goes deepest comes first: where the stack ends in it nothing is booked yet
        Stripe ofCohort = ofCohort();
        long now = endings.callEnded(stripe, outcome, startedAt, 1);
        if (ofCohort != null) {
            CohortBook.called(ofCohort, outcome, now - startedAt);
        }
        try {
            return settle(event, stripe, outcome, startedAt, now);
        } catch (Throwable e) {
            Owed owed = endings.owed;
            synchronized (owed) { // of the event; its call is booked
                owed.newest = new Object[] {owed.newest, this, event, outcome, new long[] {startedAt}};
            }
            return disposition(outcome);
        }
    }

    private Disposition disposition(Outcome outcome) {
        if (malformed != null) {
            return Disposition.MALFORMED;
        }
        if (repeated()) {
            return standing == Standing.CONFLICTING ? Disposition.CONFLICTING : Disposition.DUPLICATE;
        }
        return outcome == Outcome.SUCCESS ? Disposition.PROCESSED : Disposition.FAILED;
    }

    @Override
    @SuppressWarnings({"unchecked", "NullAway"}) // the event that it was owed with
    public void endLate(@Nullable Object event, @Nullable Object how, long startedAt) {
        if (how instanceof Outcome outcome) {
            book((E) event, endings.mine(), outcome, startedAt);
        } else if (how instanceof Throwable thrown) {
            threw((E) event, thrown, startedAt);
        } else {
            returned((E) event, Outcome.SUCCESS, startedAt);
        }
    }

    /**
     * Ends it with what a call threw: a failed call, or no call at all where the exception is a refusal.
     *
     * @param event the event
     * @param thrown the exception
     * @param startedAt when it arrived and the call began, on the account's clock
     * @return the event's disposition
     */
    public Disposition threw(E event, Throwable thrown, long startedAt) {
        Stripe unused = endings.mine(); // what goes deepest comes first
        String refusal = endings.refusal(thrown);
        return refusal != null
                ? refuse(event, refusal, startedAt)
                : returned(event, endings.outcome(thrown), startedAt);
    }

    /**
     * Ends it as failed by neglect: nobody said how it went.
     *
     * @param event the event
     * @param startedAt when it arrived and its call began, on the account's clock
     * @return the event's disposition
     */
    public Disposition abandoned(E event, long startedAt) {
        endings.mine().count(Counter.ABANDONED.index());
        return returned(event, Outcome.SERVER_ERROR, startedAt);
    }

    /** Books it as refused, or as malformed where it is. */
    Disposition refuse(E event, String reason, long receivedAt) {
        if (malformed != null) {
            endings.malformed(malformed, endings.mine(), ofCohort(), receivedAt);
            return Disposition.MALFORMED;
        }
        forget(endings.now());
        if (repeated()) {
            endings.attempt(event); // it was not asked for while it counted as a repeat
        }
        endings.refused(reason, endings.mine(), ofCohort(), receivedAt);
        return Disposition.REFUSED;
    }

    /** Ends an event whose call has ended. */
    Disposition settle(E event, Stripe stripe, Outcome outcome, long receivedAt, long now) {
        conclude(event, outcome, now);
        return book(event, stripe, outcome, receivedAt);
    }

    /** Settles the id, and keeps what the event brings, if it counts. To be done once. */
    void conclude(E event, Outcome outcome, long now) {
        if (malformed != null || repeated()) {
            return;
        }
        if (outcome == Outcome.SUCCESS) {
            if (first != null) {
                first.done(now);
            }
            endings.processed(event, now);
        } else {
            forget(now);
        }
    }

    /** The stripe that the current thread counts its cohort on, or null where it has none. */
    private @Nullable Stripe ofCohort() {
        return cohort == null ? null : cohort.mine();
    }

    /** Books the disposition, of the cohort first: the handler's comes last of all. */
    Disposition book(E event, Stripe stripe, Outcome outcome, long receivedAt) {
        Stripe ofCohort = ofCohort();
        if (ofCohort != null) {
            CohortBook.carried(ofCohort, disposition(outcome));
        }
        if (malformed != null) {
            stripe.count(Counter.MALFORMED_PASSED_ON.index());
            endings.malformed(malformed, stripe, ofCohort, receivedAt);
            return Disposition.MALFORMED;
        }
        Disposition disposition = disposition(outcome);
        switch (disposition) {
            case CONFLICTING -> {
                stripe.count(Counter.CONFLICTING_PASSED_ON.index());
                stripe.over(Counter.CONFLICTING.index(), receivedAt);
            }
            case DUPLICATE -> {
                stripe.count(Counter.DUPLICATE_PASSED_ON.index());
                stripe.over(Counter.DUPLICATE.index(), receivedAt);
            }
            case PROCESSED -> {
                endings.counted(event, receivedAt); // first: it goes deeper, and what throws here is booked anew
                stripe.over(Counter.PROCESSED.index(), receivedAt);
            }
            default -> stripe.over(Counter.FAILED.index(), receivedAt);
        }
        return disposition;
    }

    /** Makes its id unknown again, if it was the first; an id of the user's whose {@code equals} throws must not disturb the event. */
    private void forget(long now) {
        try {
            if (first != null) {
                first.forget(now);
            }
        } catch (Throwable e) {
            endings.instrumentationError("id");
        }
    }
}
