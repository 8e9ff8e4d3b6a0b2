// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.account;

import io.pilotmetrics.quarantine.Quarantine;
import java.util.List;

/**
 * One handler's malformed rules, in their order. Thread-safe.
 *
 * @param <E> the event's type
 */
final class MalformedRules<E> {

    static final int NONE = -1;

    private static final String RULE = "rule.";

    private final EventRules.Malformed<E>[] rules;
    private final Quarantine<E> quarantine;
    private final Calls calls;

    MalformedRules(List<EventRules.Malformed<E>> rules, Quarantine<E> quarantine, Calls calls) {
        this.rules = rules.toArray(MalformedRules::newRules);
        this.quarantine = quarantine;
        this.calls = calls;
        rules.forEach(rule -> calls.expectError(RULE + rule.reason()));
    }

    @SuppressWarnings("unchecked") // an array of a generic type has no other way
    private static <E> EventRules.Malformed<E>[] newRules(int length) {
        return (EventRules.Malformed<E>[]) new EventRules.Malformed<?>[length];
    }

    /** The place of the rule that names an event malformed, of which a sample is kept; {@link #NONE} where none does. */
    int firstMatch(E event, long now) {
        for (int i = 0; i < rules.length; i++) {
            boolean matches = false;
            try {
                matches = rules[i].rule().test(event);
            } catch (Throwable e) {
                calls.instrumentationError(RULE + rules[i].reason());
            }
            if (matches) {
                quarantine.malformed(rules[i].reason(), event, now);
                return i;
            }
        }
        return NONE;
    }
}
