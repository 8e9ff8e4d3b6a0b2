// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.test;

import io.pilotmetrics.snapshot.AccountSnapshot;
import io.pilotmetrics.snapshot.Counts;
import io.pilotmetrics.snapshot.Disposition;
import io.pilotmetrics.snapshot.HandlerSnapshot;
import io.pilotmetrics.snapshot.Law;
import io.pilotmetrics.snapshot.OperationSnapshot;
import io.pilotmetrics.snapshot.Outcome;
import io.pilotmetrics.snapshot.SourceLedger;
import java.util.ArrayList;
import java.util.List;

/** The laws at rest, added up anew: what a snapshot says of its own laws is asked last. */
final class Laws {

    private final List<String> broken = new ArrayList<>();

    private Laws() {}

    /** One sentence for each law that does not hold, none where all do. */
    static List<String> broken(AccountSnapshot account) {
        Laws laws = new Laws();
        if (account instanceof HandlerSnapshot handler) {
            laws.eventLaw(handler);
            laws.carried(handler);
            laws.reasons(handler);
            handler.ledger().sources().forEach(laws::sourceLaw);
        } else if (account instanceof OperationSnapshot operation) {
            long started = operation.counts().get(Counts.STARTED) + operation.inFlightAtStart();
            laws.equal("calls started", started, "calls ended", outcomes(operation));
        }
        laws.equal("latency count", account.latency().histogram().count(), "sum of outcomes", outcomes(account));
        if (laws.broken.isEmpty()) {
            account.laws().stream()
                    .filter(law -> law.status() != Law.Status.HOLDS)
                    .forEach(law -> laws.broken.add(law.name() + " " + law.status() + ": " + law.text()));
        }
        return laws.broken;
    }

    private static long outcomes(AccountSnapshot account) {
        long sum = 0;
        for (Outcome outcome : Outcome.values()) {
            sum += account.count(outcome);
        }
        return sum;
    }

    private void eventLaw(HandlerSnapshot handler) {
        long disposed = 0;
        for (Disposition disposition : Disposition.values()) {
            disposed += handler.count(disposition);
        }
        long received = handler.received() + handler.inFlightAtStart();
        equal("received", received, "sum of dispositions", disposed);
        equal("in flight", handler.inFlight(), "its value at rest", 0);
    }

    private void carried(HandlerSnapshot handler) {
        long settled = handler.count(Disposition.PROCESSED) + handler.count(Disposition.FAILED);
        for (Disposition disposition : Disposition.values()) {
            long passedOn = handler.counts().get(Counts.passedOn(disposition));
            settled += passedOn;
            if (passedOn > handler.count(disposition)) {
                equal("passed on as " + disposition, passedOn, "at most its events", handler.count(disposition));
            }
        }
        long carried = handler.counts().get(Counts.CARRIED);
        equal("events carried by calls", carried, "processed + failed + passed on", settled);
    }

    private void reasons(HandlerSnapshot handler) {
        long malformed =
                handler.malformed().values().stream().mapToLong(Long::longValue).sum();
        equal("malformed", handler.count(Disposition.MALFORMED), "sum of its reasons", malformed);
        long refused =
                handler.refused().values().stream().mapToLong(Long::longValue).sum();
        equal("refused", handler.count(Disposition.REFUSED), "sum of its reasons", refused);
    }

    private void sourceLaw(SourceLedger source) {
        long found = source.seen() + source.dropped().size() + source.pending().size();
        String name = "source \"" + source.source() + "\" epoch " + source.epoch();
        equal(name + " expected", source.expected(), "seen + dropped + pending", found);
    }

    private void equal(String what, long is, String other, long shouldBe) {
        if (is != shouldBe) {
            broken.add(what + " " + is + " is not " + other + " " + shouldBe);
        }
    }
}
