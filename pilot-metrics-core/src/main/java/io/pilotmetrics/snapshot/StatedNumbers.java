// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.snapshot;

import static java.util.Objects.requireNonNull;

/**
 * Which of the numbers that a source says it sent did not arrive. Numbers that a ledger expects and misses it names by itself; this holds it
 * against a list from outside, which also knows what was sent after the last number that came.
 *
 * @param missing numbers that did not arrive, or not yet
 * @param undetermined numbers that may have arrived, of which the ledger does not know
 */
public record StatedNumbers(NumberRanges missing, NumberRanges undetermined) {

    /**
     * Checks its parts.
     *
     * @param missing numbers that did not arrive, or not yet
     * @param undetermined numbers that may have arrived, of which the ledger does not know
     */
    public StatedNumbers {
        requireNonNull(missing, "missing");
        requireNonNull(undetermined, "undetermined");
    }

    /**
     * Holds a source's numbers against a ledger: of one instance, or better of all that its events are spread over.
     *
     * @param ledger the ledger
     * @param source the producer
     * @param epoch one life of its numbering
     * @param sent the numbers that it says it sent
     * @return those that did not arrive
     */
    public static StatedNumbers of(LedgerSnapshot ledger, String source, long epoch, NumberRanges sent) {
        for (SourceLedger known : ledger.sources()) {
            if (known.source().equals(source) && known.epoch() == epoch) {
                NumberRanges absent = sent.minus(known.received());
                // Arrivals before its first number are in nobody's entry.
                NumberRanges unknown = known.jumped()
                        .plus(known.forgotten())
                        .plus(known.first() > 0 ? NumberRanges.of(0, known.first() - 1) : NumberRanges.EMPTY);
                NumberRanges missing = absent.minus(unknown);
                return new StatedNumbers(missing, absent.minus(missing));
            }
        }
        boolean remembersAll = ledger.unplaced() == 0 && ledger.forgottenUntil() == null;
        return remembersAll ? new StatedNumbers(sent, NumberRanges.EMPTY) : new StatedNumbers(NumberRanges.EMPTY, sent);
    }
}
