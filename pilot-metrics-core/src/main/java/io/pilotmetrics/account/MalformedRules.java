// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.account;

import io.pilotmetrics.quarantine.Quarantine;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One handler's malformed rules, in their order. Thread-safe.
 *
 * @param <E> the event's type
 */
final class MalformedRules<E> {

    private static final String RULE = "rule.";

    private final EventRules.Malformed<E>[] rules;
    private final List<Delivery<E>> deliveries;
    private final Quarantine<E> quarantine;
    private final Calls calls;

    MalformedRules(Endings<E> endings, List<EventRules.Malformed<E>> rules, Quarantine<E> quarantine, Calls calls) {
        this.rules = rules.toArray(MalformedRules::newRules);
        this.deliveries = rules.stream()
                .map(rule -> Delivery.malformed(endings, endings.rule(rule.reason())))
                .toList();
        this.quarantine = quarantine;
        this.calls = calls;
        rules.forEach(rule -> calls.expectError(RULE + rule.reason()));
    }

    @SuppressWarnings("unchecked") // an array of a generic type has no other way
    private static <E> EventRules.Malformed<E>[] newRules(int length) {
        return (EventRules.Malformed<E>[]) new EventRules.Malformed<?>[length];
    }

    /** What is known of an event that a rule names malformed, of which a sample is kept; null where none does. */
    @Nullable
    Delivery<E> firstMatch(E event, long now) {
        for (int i = 0; i < rules.length; i++) {
            boolean matches = false;
            try {
                matches = rules[i].rule().test(event);
            } catch (Throwable e) {
                calls.instrumentationError(RULE + rules[i].reason());
            }
            if (matches) {
                quarantine.malformed(rules[i].reason(), event, now);
                return deliveries.get(i);
            }
        }
        return null;
    }
}
