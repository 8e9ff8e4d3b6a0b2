// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.export;

import io.pilotmetrics.snapshot.AccountSnapshot;
import io.pilotmetrics.snapshot.Counts;
import io.pilotmetrics.snapshot.LatencySnapshot;
import io.pilotmetrics.snapshot.Level;
import io.pilotmetrics.snapshot.OperationSnapshot;
import io.pilotmetrics.snapshot.Outcome;
import java.time.Duration;
import java.util.Map;

/** What handlers and operations show of their calls. */
final class AccountSamples {

    private static final Duration RECENT = Duration.ofMinutes(1);

    private AccountSamples() {}

    static void write(AccountSnapshot account, Map<Duration, ? extends AccountSnapshot> windows, Writer to) {
        outcomes(Catalogue.CALLS, account, to);
        AccountSnapshot recent = windows.get(RECENT);
        to.durations(
                Catalogue.CALL,
                account.latency(),
                recent == null ? LatencySnapshot.EMPTY : recent.latency(),
                account.exemplars());
        to.count(Catalogue.NEGATIVE, account.latency().negative());
        if (account instanceof OperationSnapshot) {
            to.count(Catalogue.STARTED, account.counts().get(Counts.STARTED));
        }
        to.whole(Catalogue.IN_FLIGHT, account.inFlight());
        account.level(Level.OLDEST_IN_FLIGHT).ifPresent(nanos -> to.value(Catalogue.OLDEST_IN_FLIGHT, nanos / 1e9));
        to.counts(Catalogue.EXCEPTIONS, "error.type", account.exceptions());
        to.counts(Catalogue.INSTRUMENTATION_ERRORS, "where", account.instrumentationErrors());
        to.counts(Catalogue.COUNTS, "count", HandlerSamples.unknown(account.counts()));
    }

    static void outcomes(Metric calls, AccountSnapshot account, Writer to) {
        for (Outcome outcome : Outcome.values()) {
            to.count(calls, "outcome", Writer.lower(outcome), account.count(outcome));
        }
    }
}
