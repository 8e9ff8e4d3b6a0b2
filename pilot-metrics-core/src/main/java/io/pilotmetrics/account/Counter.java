// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.account;

import io.pilotmetrics.snapshot.Counts;
import io.pilotmetrics.snapshot.Disposition;
import io.pilotmetrics.snapshot.Outcome;

/**
 * What an account counts, each under its name in {@link Counts}.
 *
 * <p>The order of declaration is the order of reading, and the reverse of the order in which an event writes: dispositions come
 * first, what begins an event or a call comes last.
 */
enum Counter {
    MALFORMED(Counts.key(Disposition.MALFORMED)),
    REFUSED(Counts.key(Disposition.REFUSED)),
    CONFLICTING(Counts.key(Disposition.CONFLICTING)),
    DUPLICATE(Counts.key(Disposition.DUPLICATE)),
    PROCESSED(Counts.key(Disposition.PROCESSED)),
    FAILED(Counts.key(Disposition.FAILED)),
    MALFORMED_PASSED_ON(Counts.passedOn(Disposition.MALFORMED)),
    CONFLICTING_PASSED_ON(Counts.passedOn(Disposition.CONFLICTING)),
    DUPLICATE_PASSED_ON(Counts.passedOn(Disposition.DUPLICATE)),
    NOT_STORED(Counts.CONVERSION_NOT_STORED),
    ABANDONED(Counts.ABANDONED),
    CARRIED(Counts.CARRIED),
    SUCCESS(Counts.key(Outcome.SUCCESS)),
    CLIENT_ERROR(Counts.key(Outcome.CLIENT_ERROR)),
    CANCELLED(Counts.key(Outcome.CANCELLED)),
    SERVER_ERROR(Counts.key(Outcome.SERVER_ERROR)),
    WITHOUT_ID(Counts.WITHOUT_ID),
    WITHOUT_TIME(Counts.WITHOUT_TIME),
    LATE(Counts.LATE),
    FUTURE(Counts.FUTURE),
    OUT_OF_ORDER(Counts.OUT_OF_ORDER),
    REDELIVERED(Counts.REDELIVERED),
    RECOVERED(Counts.RECOVERED),
    STARTED(Counts.STARTED),
    RECEIVED(Counts.RECEIVED);

    /** The counters of an account. */
    static final Counter[] ALL = values();

    /** From here on they count what begins an event or a call. */
    static final int BEGUN = ALL.length - 2;

    final String key;

    Counter(String key) {
        this.key = key;
    }

    /** Where a recorder keeps it: an index inside this process, never stored. */
    @SuppressWarnings("EnumOrdinal")
    int index() {
        return ordinal();
    }

    static Counter of(Outcome outcome) {
        return switch (outcome) {
            case SUCCESS -> SUCCESS;
            case CLIENT_ERROR -> CLIENT_ERROR;
            case CANCELLED -> CANCELLED;
            case SERVER_ERROR -> SERVER_ERROR;
        };
    }
}
