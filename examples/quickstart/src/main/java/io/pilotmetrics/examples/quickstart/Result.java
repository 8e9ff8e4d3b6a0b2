// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.examples.quickstart;

import io.pilotmetrics.objective.Scorecard;
import io.pilotmetrics.objective.Verdict;
import io.pilotmetrics.snapshot.HandlerSnapshot;
import io.pilotmetrics.snapshot.Law;
import io.pilotmetrics.snapshot.PilotSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a run came to.
 *
 * @param seed what the faults came from
 * @param handler the snapshot of the one handler
 * @param snapshot the whole pilot at rest
 * @param card its scorecard
 * @param comparison injected beside found
 * @param equalityPromised whether a difference between them is a defect
 * @param remarks lines about this run alone, printed above the verdict
 */
record Result(
        long seed,
        HandlerSnapshot handler,
        PilotSnapshot snapshot,
        Scorecard card,
        Comparison comparison,
        boolean equalityPromised,
        List<String> remarks) {

    /** The scorecard's verdict; a go that rests on counts which do not add up is none. */
    Verdict verdict() {
        boolean trusted = defects().isEmpty();
        return card.verdict() == Verdict.GO && !trusted ? Verdict.INCONCLUSIVE : card.verdict();
    }

    /** What must never be: a law that does not hold at rest, or counts that differ; one line each. */
    List<String> defects() {
        List<String> defects = new ArrayList<>();
        laws(Law.Status.BROKEN).forEach(defects::add);
        if (defects.isEmpty()) {
            // Where one does not come to rest, none can be checked: the first one says why.
            laws(Law.Status.NOT_AT_REST).limit(1).forEach(defects::add);
        }
        comparison.rows().stream()
                .filter(row -> equalityPromised && !row.isEqual())
                .map(row -> "injected and found differ: " + row.what().strip() + ": " + row.injected() + " injected, "
                        + row.found() + " found")
                .forEach(defects::add);
        return defects;
    }

    private Stream<String> laws(Law.Status status) {
        return card.laws().stream()
                .filter(law -> law.status() == status)
                .map(law -> "a count was lost: " + law.name() + ": " + law.text());
    }

    /** The exit code: 0 for go, 1 for no-go, 3 for inconclusive; never 0 with a defect. */
    int exitCode() {
        return switch (verdict()) {
            case GO -> 0;
            case NO_GO -> 1;
            case INCONCLUSIVE -> 3;
        };
    }
}
