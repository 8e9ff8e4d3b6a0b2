// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.test.law;

import io.pilotmetrics.snapshot.Disposition;

/** One event's arrival, and later its end: the oracle forgets none. */
final class Delivery {

    /** What the arrival found. */
    enum Arrival {
        UNPARSED,
        REFUSED_BEFORE,
        MALFORMED,
        WITHOUT_ID,
        FIRST,
        RETRY,
        AFTER_EXPIRY,
        DUPLICATE_OF_IN_FLIGHT,
        DUPLICATE_OF_DONE
    }

    final Lead lead;
    final long arrivedAt;
    Arrival arrival;
    String malformedReason;

    Disposition disposition; // null while in flight
    String refusedReason;
    boolean passedOn;
    boolean abandoned;

    Delivery(Lead lead, long arrivedAt) {
        this.lead = lead;
        this.arrivedAt = arrivedAt;
    }

    boolean isDuplicate() {
        return arrival == Arrival.DUPLICATE_OF_DONE || arrival == Arrival.DUPLICATE_OF_IN_FLIGHT;
    }

    boolean isSkippable() {
        return arrival == Arrival.MALFORMED || arrival == Arrival.DUPLICATE_OF_DONE;
    }

    /** Whether a wrapper with these options keeps it from the code. */
    boolean isSkippedBy(boolean skipDuplicates, boolean skipMalformed) {
        return (arrival == Arrival.MALFORMED && skipMalformed)
                || (arrival == Arrival.DUPLICATE_OF_DONE && skipDuplicates);
    }
}
