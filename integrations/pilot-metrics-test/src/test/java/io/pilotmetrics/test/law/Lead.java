// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.test.law;

import io.pilotmetrics.conversion.Conversion;
import io.pilotmetrics.conversion.Touch;

/**
 * An event of the law's cases. Its accessors are the extractors and rules that a handler is given; a flawed one throws.
 *
 * @param id null for none
 * @param source null for none
 * @param number negative for none
 * @param order null for no conversion
 */
record Lead(
        String id,
        boolean noEmail,
        boolean badCountry,
        String source,
        long epoch,
        long number,
        String order,
        Flaw flaw) {

    /** Which one of the callbacks throws. */
    enum Flaw {
        NONE,
        ID,
        FIRST_RULE,
        SECOND_RULE,
        SOURCE,
        EPOCH,
        NUMBER,
        CONVERSION
    }

    /** What a flawed callback throws; whoever sees it outside of the library has been disturbed. */
    static final class FlawedCallback extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private <T> T unless(Flaw flawed, T value) {
        if (flaw == flawed) {
            throw new FlawedCallback();
        }
        return value;
    }

    Object idOf() {
        return unless(Flaw.ID, id);
    }

    /** One of four cohorts, or none; it never throws, since the cases predict every instrumentation error. */
    String cohortOf() {
        return id == null ? null : "cohort-" + (id.hashCode() & 3);
    }

    boolean firstRule() {
        return unless(Flaw.FIRST_RULE, noEmail);
    }

    boolean secondRule() {
        return unless(Flaw.SECOND_RULE, badCountry);
    }

    String sourceOf() {
        return unless(Flaw.SOURCE, source);
    }

    long epochOf() {
        return unless(Flaw.EPOCH, epoch);
    }

    long numberOf() {
        return unless(Flaw.NUMBER, number);
    }

    Conversion conversion() {
        return unless(
                Flaw.CONVERSION,
                order == null ? null : Conversion.of(order, 10, Touch.utm("mail", "email", "spring", null)));
    }
}
