// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.test;

import io.pilotmetrics.snapshot.AccountSnapshot;
import io.pilotmetrics.snapshot.HandlerSnapshot;
import io.pilotmetrics.snapshot.LatencySnapshot;
import io.pilotmetrics.snapshot.LedgerSnapshot;
import io.pilotmetrics.snapshot.SourceLedger;
import java.util.List;
import java.util.Locale;

/** A whole account as text, for the message of a failed assertion. */
final class AccountText {

    /** Enough to see a pattern; a pilot may have ten thousand sources. */
    private static final int SOURCES_SHOWN = 20;

    private AccountText() {}

    static String of(AccountSnapshot account) {
        boolean handler = account instanceof HandlerSnapshot;
        StringBuilder text = new StringBuilder("the account of ")
                .append(handler ? "handler" : "operation")
                .append(" \"")
                .append(account.name())
                .append("\" over ")
                .append(account.span());
        account.laws()
                .forEach(law -> line(
                        text,
                        law.name() + " "
                                + law.status().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                        law.text()));
        account.counts().asMap().forEach((name, count) -> line(text, name, count.toString()));
        LatencySnapshot latency = account.latency();
        line(text, "latency", "count " + latency.count() + ", average " + latency.average() + ", max " + latency.max());
        if (account instanceof HandlerSnapshot h) {
            sources(text, h.ledger());
        }
        return text.toString();
    }

    private static void sources(StringBuilder text, LedgerSnapshot ledger) {
        List<SourceLedger> sources = ledger.sources();
        for (SourceLedger s : sources.subList(0, Math.min(SOURCES_SHOWN, sources.size()))) {
            line(
                    text,
                    "source \"" + s.source() + "\" epoch " + s.epoch(),
                    "expected " + s.expected() + " = seen " + s.seen() + " + dropped "
                            + s.dropped().size() + " [" + s.dropped() + "] + pending "
                            + s.pending().size() + " [" + s.pending() + "]");
        }
        if (sources.size() > SOURCES_SHOWN) {
            line(text, "sources", "and " + (sources.size() - SOURCES_SHOWN) + " more");
        }
        if (ledger.undetermined() > 0) {
            line(text, "undetermined", Long.toString(ledger.undetermined()));
        }
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append("\n  ").append(name).append(": ").append(value);
    }
}
