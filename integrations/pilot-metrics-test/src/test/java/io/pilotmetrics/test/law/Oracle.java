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
    final SinkLaw sink;
    final List<Delivery> deliveries = new ArrayList<>();
    final List<Call> calls = new ArrayList<>();
    final Map<String, Source> sources = new TreeMap<>();
    private final Map<String, Delivery> firstOf = new HashMap<>();
    private final Set<String> everSeen = new HashSet<>();
    private final Set<String> expired = new HashSet<>();

    /** The types of what calls ended with, one entry for each. */
    final List<String> exceptions = new ArrayList<>();

    long notStored;
    long undetermined; // numbers below the first, and of sources without a place
    long expiredInFlight;
    long possiblyExpiredInFlight;

    /** Where the law does not say whether a callback is asked at all, both are right. */
    long errors;

    long possibleErrors;
    long withoutId;
    long possiblyWithoutId;

    Oracle(Setup setup, SinkLaw sink) {
        this.setup = setup;
        this.sink = sink;
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
        Source source = source(name, epoch, setup.midStream() ? number : setup.firstNumber());
        if (source == null || !source.see(number, now)) {
            undetermined++;
        }
    }

    /** Null where the source has no place. */
    private Source source(String name, long epoch, long first) {
        boolean full = sources.size() == Setup.MAX_SOURCES;
        return sources.computeIfAbsent(key(name, epoch), k -> full ? null : new Source(first));
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
        if (first != null && !isOver(first, now)) {
            return first.disposition == null
                    ? Delivery.Arrival.DUPLICATE_OF_IN_FLIGHT
                    : Delivery.Arrival.DUPLICATE_OF_DONE;
        }
        firstOf.put(id, delivery);
        boolean isNew = everSeen.add(id);
        return expired.remove(id)
                ? Delivery.Arrival.AFTER_EXPIRY
                : isNew ? Delivery.Arrival.FIRST : Delivery.Arrival.RETRY;
    }

    private static boolean isOver(Delivery first, long now) {
        return now - first.arrivedAt > Setup.WINDOW.toNanos();
    }

    /** Ids leave the window. Where nothing looks at it, an id may leave it when its first delivery has ended after all. */
    void timePassed(long now, boolean windowIsLookedAt) {
        firstOf.values().removeIf(first -> {
            if (!isOver(first, now)) {
                return false;
            }
            expired.add(first.lead.id());
            if (first.disposition == null) {
                expiredInFlight += windowIsLookedAt ? 1 : 0;
                possiblyExpiredInFlight += windowIsLookedAt ? 0 : 1;
            }
            return true;
        });
    }

    /** A call ended with it, or a batch reported it. */
    void threw(Throwable thrown) {
        exceptions.add(thrown.getClass().getName());
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
        if (delivery.disposition == Disposition.PROCESSED) {
            convert(delivery.lead);
        } else {
            conversionPerhapsAsked(delivery.lead);
        }
    }

    private void convert(Lead lead) {
        if (!setup.conversions()) {
            return;
        }
        if (lead.flaw() == Lead.Flaw.CONVERSION) {
            errors++;
        } else if (lead.order() != null) {
            SinkLaw.Fate fate = sink.processed(lead.order());
            notStored += fate == SinkLaw.Fate.KEPT ? 0 : 1;
            errors += fate == SinkLaw.Fate.THROWN ? 1 : 0;
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
        if (number >= 0) {
            see(source, epoch, number, now);
        }
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
        Source known = source(source, epoch, setup.firstNumber());
        if (known == null) {
            undetermined++;
        } else {
            known.expectUpTo(last, now);
        }
    }

    void settle() {
        sources.values().forEach(Source::settle);
    }
}
