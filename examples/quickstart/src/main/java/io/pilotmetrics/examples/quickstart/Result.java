// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.examples.quickstart;

import io.pilotmetrics.objective.Scorecard;
import io.pilotmetrics.objective.Verdict;
import io.pilotmetrics.snapshot.HandlerSnapshot;
import io.pilotmetrics.snapshot.Law;
import io.pilotmetrics.snapshot.PilotSnapshot;
import java.util.List;

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
        List<String> laws = card.laws().stream()
                .filter(law -> law.status() != Law.Status.HOLDS)
                .map(law -> "this law does not hold at rest: " + law.name() + ": " + law.text())
                .toList();
        List<String> counts = comparison.rows().stream()
                .filter(row -> equalityPromised && !row.isEqual())
                .map(row -> "injected and found differ: " + row.what().strip() + ": " + row.injected() + " injected, "
                        + row.found() + " found")
                .toList();
        return java.util.stream.Stream.concat(laws.stream(), counts.stream()).toList();
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
