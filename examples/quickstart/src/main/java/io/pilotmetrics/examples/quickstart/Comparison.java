// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.examples.quickstart;

import io.pilotmetrics.attribution.Reconciliation;
import io.pilotmetrics.attribution.Reconciliation.Fate;
import io.pilotmetrics.snapshot.Disposition;
import io.pilotmetrics.snapshot.HandlerSnapshot;
import io.pilotmetrics.snapshot.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What was injected beside what was found.
 *
 * @param injected the sender's counts; null where the input is somebody else's
 * @param found the library's counts
 * @param more further counts of both sides, in which a lost one would show as well
 */
record Comparison(@Nullable Counted injected, Counted found, List<Row> more) {

    /** The counts that are promised to be equal. */
    record Counted(long duplicate, long dropped, SortedMap<String, Long> malformed) {

        static Counted of(HandlerSnapshot handler) {
            return new Counted(
                    handler.count(Disposition.DUPLICATE), handler.ledger().dropped(), handler.malformed());
        }

        /** With zeros for the reasons that only the other side knows, so that both have the same keys. */
        private Counted withReasonsOf(Counted other) {
            SortedMap<String, Long> all = new TreeMap<>(malformed);
            other.malformed.keySet().forEach(reason -> all.putIfAbsent(reason, 0L));
            return new Counted(duplicate, dropped, all);
        }
    }

    /** One thing, counted on both sides. */
    record Row(String what, long injected, long found) {
        boolean isEqual() {
            return injected == found;
        }
    }

    static Comparison of(Truth truth, HandlerSnapshot handler, long unnumberedFound, Reconciliation answers) {
        Counted injected = new Counted(truth.duplicate.get(), truth.dropped(), truth.malformed());
        Counted found = Counted.of(handler);
        List<Row> more = new ArrayList<>(dropped(injected, truth.unnumbered.get(), found, unnumberedFound));
        more.addAll(List.of(
                new Row("received", truth.received.get(), handler.received()),
                new Row("processed", truth.processed.get(), handler.count(Disposition.PROCESSED)),
                new Row("failed", truth.failed.get(), handler.count(Disposition.FAILED)),
                new Row("calls ended well", truth.successes.get(), handler.count(Outcome.SUCCESS)),
                new Row("calls ended with 4xx", truth.clientErrors.get(), handler.count(Outcome.CLIENT_ERROR)),
                new Row("calls ended with 5xx", truth.serverErrors.get(), handler.count(Outcome.SERVER_ERROR)),
                new Row("orders kept", truth.ordersKept.get(), answers.conversions()),
                new Row(
                        "survey answers compared",
                        truth.answersMatched.get(),
                        answers.agreement().n()),
                new Row("survey answers agreeing", truth.answersAgreeing.get(), answers.count(Fate.AGREED))));
        return new Comparison(injected.withReasonsOf(found), found.withReasonsOf(injected), more);
    }

    static Comparison ofInput(HandlerSnapshot handler, long unnumberedFound) {
        Counted found = Counted.of(handler);
        return new Comparison(null, found, dropped(found, unnumberedFound, found, unnumberedFound));
    }

    /** Some of the missing numbers belong to malformed events that came without one; the rest is lost. */
    private static List<Row> dropped(Counted injected, long unnumbered, Counted found, long unnumberedFound) {
        long unidentified = Math.min(injected.dropped(), unnumbered);
        long unidentifiedFound = Math.min(found.dropped(), unnumberedFound);
        return List.of(
                new Row("  of these unidentified", unidentified, unidentifiedFound),
                new Row("  of these lost", injected.dropped() - unidentified, found.dropped() - unidentifiedFound));
    }

    /** All rows in the order in which they are printed; empty where nothing was injected. */
    List<Row> rows() {
        if (injected == null) {
            return List.of();
        }
        List<Row> rows = new ArrayList<>();
        rows.add(new Row("duplicate", injected.duplicate(), found.duplicate()));
        SortedSet<String> reasons = new TreeSet<>(injected.malformed().keySet());
        reasons.addAll(found.malformed().keySet());
        for (String reason : reasons) {
            rows.add(new Row(
                    "malformed " + reason,
                    injected.malformed().getOrDefault(reason, 0L),
                    found.malformed().getOrDefault(reason, 0L)));
        }
        rows.add(new Row("dropped", injected.dropped(), found.dropped()));
        rows.addAll(more);
        return rows;
    }

    boolean isEqual() {
        return rows().stream().allMatch(Row::isEqual);
    }
}
