// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.account;

import io.pilotmetrics.integrity.Claim;
import io.pilotmetrics.integrity.IdWindow.Standing;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that can be known of an event: the deliveries that the events of a handler share, or those of one of its cohorts.
 *
 * @param <E> the event's type
 */
final class Known<E> {

    private final Endings<E> endings;
    final @Nullable CohortBook cohort;
    private final int place; // of the cohort among its handler's
    final Delivery<E> unremarkable;
    private final Delivery<E> duplicateInFlight;
    private final Delivery<E> duplicateOfDone;
    private final Delivery<E> conflicting;
    private final List<Delivery<E>> malformed;

    Known(Endings<E> endings, List<EventRules.Malformed<E>> rules, @Nullable CohortBook cohort, int place) {
        this.endings = endings;
        this.cohort = cohort;
        this.place = place;
        this.unremarkable = Delivery.unremarkable(endings, cohort);
        this.duplicateInFlight = Delivery.repeat(endings, Standing.IN_FLIGHT, cohort);
        this.duplicateOfDone = Delivery.repeat(endings, Standing.DONE, cohort);
        this.conflicting = Delivery.repeat(endings, Standing.CONFLICTING, cohort);
        this.malformed = rules.stream()
                .map(rule -> Delivery.malformed(endings, endings.rule(rule.reason()), cohort))
                .toList();
    }

    /** Of an event that the rule at a place names malformed. */
    Delivery<E> malformed(int rule) {
        return malformed.get(rule);
    }

    /** Of an event that claims an id. */
    Delivery<E> claimed(Claim claim) {
        return switch (claim.standing()) {
            case FIRST -> first(claim);
            case IN_FLIGHT -> duplicateInFlight;
            case DONE -> duplicateOfDone;
            case CONFLICTING -> conflicting;
        };
    }

    /** The claim is used again, perhaps by an event of another cohort, while a delivery may still be booked: so each cohort has its own. */
    @SuppressWarnings("unchecked") // what a claim keeps is what is given to it here
    private Delivery<E> first(Claim claim) {
        if (cohort != null) {
            return first(claim, cohort);
        }
        Object kept = claim.holder();
        if (kept == null) {
            kept = Delivery.first(endings, claim, null);
            claim.holder(kept);
        }
        return (Delivery<E>) kept;
    }

    @SuppressWarnings("unchecked") // what a claim keeps is what is given to it here
    private Delivery<E> first(Claim claim, CohortBook of) {
        @Nullable Object[] kept = (@Nullable Object[]) claim.holder();
        if (kept == null) {
            kept = new @Nullable Object[Cohorts.MOST];
            claim.holder(kept);
        }
        Object delivery = kept[place];
        if (delivery == null) {
            delivery = Delivery.first(endings, claim, of);
            kept[place] = delivery;
        }
        return (Delivery<E>) delivery;
    }
}
