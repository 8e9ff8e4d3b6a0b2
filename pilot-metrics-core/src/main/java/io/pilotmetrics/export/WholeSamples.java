// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.export;

import io.pilotmetrics.objective.Judgement;
import io.pilotmetrics.objective.Scorecard;
import io.pilotmetrics.objective.Verdict;
import io.pilotmetrics.snapshot.Figure;
import io.pilotmetrics.snapshot.Law;
import io.pilotmetrics.snapshot.Objective;
import io.pilotmetrics.snapshot.PilotSnapshot;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a pilot shows as a whole. */
final class WholeSamples {

    private WholeSamples() {}

    static void write(PilotSnapshot snapshot, Writer to) {
        Scorecard card = Scorecard.of(snapshot);
        to.state(Catalogue.VERDICT, "verdict", card.verdict(), Verdict.values());
        Set<Map<String, String>> named = new HashSet<>();
        for (Judgement judgement : card.judgements()) {
            objective(judgement, to, named);
        }
        long broken = card.laws().stream()
                .filter(law -> law.status() == Law.Status.BROKEN)
                .count();
        to.whole(Catalogue.BROKEN_LAWS, broken);
        to.whole(Catalogue.INSTANCES, snapshot.instances().size());
        to.whole(Catalogue.FIGURES, snapshot.supplied().size());
    }

    private static void objective(Judgement judgement, Writer whole, Set<Map<String, String>> named) {
        Objective objective = judgement.objective();
        Writer to = whole;
        for (String key : List.of(Labels.HANDLER, Labels.OPERATION)) {
            String on = objective.tags().get(key);
            to = on == null ? to : to.with(key, on);
        }
        Writer unique = to.with("objective", objective.text());
        // Limits that differ in their seventh digit, or tags that differ in their key, read the same.
        for (int more = 2; !named.add(unique.labels()); more++) {
            unique = to.with("objective", objective.text() + " (" + more + ")");
        }
        unique.state(Catalogue.OBJECTIVE_STATUS, "status", judgement.status(), Judgement.Status.values());
        unique.value(Catalogue.OBJECTIVE_THRESHOLD, objective.threshold());
        Figure figure = judgement.figure();
        if (figure != null) {
            unique.value(Catalogue.OBJECTIVE_VALUE, figure.value());
            unique.value(Catalogue.OBJECTIVE_LOW, figure.low());
            unique.value(Catalogue.OBJECTIVE_HIGH, figure.high());
        }
    }
}
