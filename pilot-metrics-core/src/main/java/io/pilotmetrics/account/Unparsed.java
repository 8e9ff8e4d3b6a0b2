// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.account;

import io.pilotmetrics.latency.Stripe;
import io.pilotmetrics.quarantine.Quarantine;
import org.jspecify.annotations.Nullable;

/** Books one handler's input that never became an event: it is received and malformed at once. Thread-safe. */
public final class Unparsed {

    private final Numbers<?> numbers;
    private final Quarantine<?> quarantine;
    private final Endings<?> endings;
    private final @Nullable CohortBook noCohort;

    Unparsed(Numbers<?> numbers, Quarantine<?> quarantine, Endings<?> endings, @Nullable CohortBook noCohort) {
        this.numbers = numbers;
        this.quarantine = quarantine;
        this.endings = endings;
        this.noCohort = noCohort;
    }

    /**
     * Books input of which nothing is known.
     *
     * @param reason why
     */
    public void malformed(String reason) {
        long now = endings.now();
        quarantine.unparsed(reason, now);
        book(reason, now);
    }

    /**
     * Books input, and keeps its length and hash.
     *
     * @param reason why
     * @param input the input
     */
    public void malformed(String reason, byte @Nullable [] input) {
        long now = endings.now();
        quarantine.unparsed(reason, input, now);
        book(reason, now);
    }

    /**
     * Books text, and keeps its length and hash.
     *
     * @param reason why
     * @param input the text
     */
    public void malformed(String reason, @Nullable String input) {
        long now = endings.now();
        quarantine.unparsed(reason, input, now);
        book(reason, now);
    }

    /**
     * Books input whose number is known all the same.
     *
     * @param reason why
     * @param source the producer
     * @param epoch one life of its numbering
     * @param number the number; a negative one means none
     */
    public void malformed(String reason, String source, long epoch, long number) {
        long now = endings.now();
        numbers.seen(source, epoch, number, now);
        quarantine.unparsed(reason, now);
        book(reason, now);
    }

    private void book(String reason, long now) {
        Stripe stripe = endings.mine();
        endings.unparsed(now);
        stripe.begin(Counter.RECEIVED.index(), now);
        Stripe ofCohort = noCohort == null ? null : noCohort.received();
        endings.malformed(reason, stripe, ofCohort, now);
    }
}
