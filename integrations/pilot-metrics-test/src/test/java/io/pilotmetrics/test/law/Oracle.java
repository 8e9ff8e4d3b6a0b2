// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.test.law;

import io.pilotmetrics.snapshot.Disposition;
import io.pilotmetrics.snapshot.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the law says of one handler, as plainly as can be: it keeps every delivery, every call and every number, and sums up
 * nothing before it is asked.
 */
final class Oracle {

    final Setup setup;
    final List<Delivery> deliveries = new ArrayList<>();
    final List<Call> calls = new ArrayList<>();
    final Map<String, Source> sources = new TreeMap<>();
    private final Map<String, Delivery> firstOf = new HashMap<>();
    private final Set<String> everSeen = new HashSet<>();

    /** Where the law does not say whether a callback is asked at all, both are right. */
    long errors;

    long possibleErrors;
    long withoutId;
    long possiblyWithoutId;

    Oracle(Setup setup) {
        this.setup = setup;
    }

    Delivery arrive(Lead lead, long now) {
        Delivery delivery = new Delivery(lead, now);
        deliveries.add(delivery);
        number(lead, now);
        delivery.malformedReason = firstRuleThatMatches(lead);
        if (delivery.malformedReason != null) {
            delivery.arrival = Delivery.Arrival.MALFORMED;
            idPerhapsAsked(lead);
        } else {
            delivery.arrival = identify(delivery, now);
        }
        return delivery;
    }

    private void number(Lead lead, long now) {
        if (!setup.numbered()) {
            return;
        }
        switch (lead.flaw()) {
            case SOURCE, EPOCH, NUMBER -> errors++;
            default -> {
                if (lead.source() != null && lead.number() >= 0) {
                    see(lead.source(), lead.epoch(), lead.number(), now);
                }
            }
        }
    }

    private void see(String name, long epoch, long number, long now) {
        source(name, epoch, setup.midStream() ? number : setup.firstNumber()).see(number, now);
    }

    private Source source(String name, long epoch, long first) {
        return sources.computeIfAbsent(key(name, epoch), k -> new Source(first));
    }

    static String key(String name, long epoch) {
        return name + "#" + epoch;
    }

    private String firstRuleThatMatches(Lead lead) {
        if (!setup.rules()) {
            return null;
        }
        if (lead.flaw() == Lead.Flaw.FIRST_RULE) {
            errors++;
        } else if (lead.noEmail()) {
            possibleErrors += lead.flaw() == Lead.Flaw.SECOND_RULE ? 1 : 0;
            return "no_email";
        }
        if (lead.flaw() == Lead.Flaw.SECOND_RULE) {
            errors++;
            return null;
        }
        return lead.badCountry() ? "bad_country" : null;
    }

    private Delivery.Arrival identify(Delivery delivery, long now) {
        String id = delivery.lead.id();
        if (setup.ids() && delivery.lead.flaw() == Lead.Flaw.ID) {
            errors++;
            possiblyWithoutId++;
            return Delivery.Arrival.WITHOUT_ID;
        }
        if (!setup.ids() || id == null) {
            withoutId += setup.ids() ? 1 : 0;
            return Delivery.Arrival.WITHOUT_ID;
        }
        Delivery first = firstOf.get(id);
        boolean expired = first != null && now - first.arrivedAt > Setup.WINDOW.toNanos();
        if (first != null && !expired) {
            return first.disposition == null
                    ? Delivery.Arrival.DUPLICATE_OF_IN_FLIGHT
                    : Delivery.Arrival.DUPLICATE_OF_DONE;
        }
        firstOf.put(id, delivery);
        boolean isNew = everSeen.add(id);
        return expired ? Delivery.Arrival.AFTER_EXPIRY : isNew ? Delivery.Arrival.FIRST : Delivery.Arrival.RETRY;
    }

    private void idPerhapsAsked(Lead lead) {
        if (setup.ids()) {
            possibleErrors += lead.flaw() == Lead.Flaw.ID ? 1 : 0;
            possiblyWithoutId += lead.id() == null || lead.flaw() == Lead.Flaw.ID ? 1 : 0;
        }
    }

    /** The end of a call that carried one event. */
    void ended(Delivery delivery, Outcome outcome, long nanos) {
        ended(List.of(delivery), List.of(outcome), nanos);
    }

    /** The end of a call, with the outcome of each event that it carried. */
    void ended(List<Delivery> carried, List<Outcome> outcomes, long nanos) {
        Outcome worst = Outcome.SUCCESS;
        for (int i = 0; i < carried.size(); i++) {
            worst = worst.worse(outcomes.get(i));
            settle(carried.get(i), outcomes.get(i));
        }
        calls.add(new Call(worst, carried.size(), nanos));
    }

    private void settle(Delivery delivery, Outcome outcome) {
        if (delivery.arrival == Delivery.Arrival.MALFORMED) {
            delivery.disposition = Disposition.MALFORMED;
            delivery.passedOn = true;
        } else if (delivery.isDuplicate()) {
            delivery.disposition = Disposition.DUPLICATE;
            delivery.passedOn = true;
        } else if (outcome == Outcome.SUCCESS) {
            delivery.disposition = Disposition.PROCESSED;
        } else {
            delivery.disposition = Disposition.FAILED;
            forgetIfFirst(delivery);
        }
        if (setup.conversions() && delivery.lead.flaw() == Lead.Flaw.CONVERSION) {
            boolean asked = delivery.disposition == Disposition.PROCESSED;
            errors += asked ? 1 : 0;
            possibleErrors += asked ? 0 : 1;
        }
    }

    private void forgetIfFirst(Delivery delivery) {
        if (delivery.lead.id() != null) {
            firstOf.remove(delivery.lead.id(), delivery);
        }
    }

    /** The code ended in a way that a guard turned the event away: no call. */
    void refusedWithin(Delivery delivery, String reason) {
        if (delivery.arrival == Delivery.Arrival.MALFORMED) {
            delivery.disposition = Disposition.MALFORMED;
        } else {
            delivery.disposition = Disposition.REFUSED;
            delivery.refusedReason = reason;
            forgetIfFirst(delivery);
        }
        conversionPerhapsAsked(delivery.lead);
    }

    /** The event was kept from the code: no call. */
    void skipped(Delivery delivery) {
        if (!delivery.isSkippable()) {
            refusedWithin(delivery, "skipped");
            return;
        }
        delivery.disposition =
                delivery.arrival == Delivery.Arrival.MALFORMED ? Disposition.MALFORMED : Disposition.DUPLICATE;
        conversionPerhapsAsked(delivery.lead);
    }

    private void conversionPerhapsAsked(Lead lead) {
        possibleErrors += setup.conversions() && lead.flaw() == Lead.Flaw.CONVERSION ? 1 : 0;
    }

    void unparsed(String reason) {
        Delivery delivery = new Delivery(null, 0);
        delivery.arrival = Delivery.Arrival.UNPARSED;
        delivery.malformedReason = reason;
        delivery.disposition = Disposition.MALFORMED;
        deliveries.add(delivery);
    }

    void unparsed(String reason, String source, long epoch, long number, long now) {
        unparsed(reason);
        see(source, epoch, number, now);
    }

    void refusedBefore(Lead lead, String reason, long now) {
        Delivery delivery = new Delivery(lead, now);
        delivery.arrival = Delivery.Arrival.REFUSED_BEFORE;
        delivery.refusedReason = reason;
        delivery.disposition = Disposition.REFUSED;
        deliveries.add(delivery);
        number(lead, now);
        idPerhapsAsked(lead);
        conversionPerhapsAsked(lead);
    }

    void announce(String source, long epoch, long last, long now) {
        source(source, epoch, setup.firstNumber()).expectUpTo(last, now);
    }

    void settle() {
        sources.values().forEach(Source::settle);
    }
}
