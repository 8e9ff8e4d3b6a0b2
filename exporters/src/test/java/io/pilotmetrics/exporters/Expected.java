// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.exporters;

import io.pilotmetrics.objective.Judgement;
import io.pilotmetrics.objective.Scorecard;
import io.pilotmetrics.objective.Verdict;
import io.pilotmetrics.snapshot.Figure;
import io.pilotmetrics.snapshot.Law;
import io.pilotmetrics.snapshot.Objective;
import io.pilotmetrics.snapshot.PilotSnapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What a snapshot has to show. Counts, levels, histograms and figures are read from its JSON as a plain tree, verdict and objectives from its
 * scorecard, names and kinds from {@code docs/metrics.md}. Nothing of {@code io.pilotmetrics.export} is used: that is what is tested.
 */
final class Expected {

    private final List<Series> series = new ArrayList<>();

    private Expected() {}

    /** All series, of which no two are the same. */
    static List<Series> of(PilotSnapshot snapshot) {
        Expected expected = new Expected();
        Tree json = Tree.parse(snapshot.toJson());
        Map<String, String> pilot = Map.of("pilot", json.get("pilot").text());
        Scorecard card = Scorecard.of(snapshot);
        for (Tree handler : json.get("handlers").items()) {
            String name = handler.get("name").text();
            Map<String, String> labels = Series.and(pilot, "handler", name);
            expected.series.addAll(ExpectedHandler.of(handler, labels));
            if (card.sampleRatios().containsKey(name)) {
                double p = card.sampleRatios().get(name).pValue();
                expected.add("pilot.cohort.sample_ratio.p_value", labels, p);
            }
        }
        for (Tree operation : json.get("operations").items()) {
            Map<String, String> labels =
                    Series.and(pilot, "operation", operation.get("name").text());
            expected.series.addAll(ExpectedAccount.ofOperation(operation, labels));
        }
        expected.whole(json, card, pilot);
        for (Tree figure : json.get("figures").items()) {
            expected.figure(figure, pilot);
        }
        return List.copyOf(expected.series);
    }

    private void add(String metric, Map<String, String> labels, long count) {
        add(metric, labels, (double) count);
    }

    private void add(String metric, Map<String, String> labels, double value) {
        series.add(Series.of(metric, labels, value));
    }

    private <E extends Enum<E>> void states(String metric, Map<String, String> labels, String key, E is, E[] all) {
        for (E each : all) {
            String word = each.name().toLowerCase(Locale.ROOT);
            add(metric, Series.and(labels, key, word), each == is ? 1 : 0);
        }
    }

    private void whole(Tree json, Scorecard card, Map<String, String> pilot) {
        states("pilot.verdict", pilot, "verdict", card.verdict(), Verdict.values());
        add(
                "pilot.laws.broken",
                pilot,
                card.laws().stream()
                        .filter(law -> law.status() == Law.Status.BROKEN)
                        .count());
        add("pilot.instances", pilot, json.get("instances").items().size());
        add("pilot.figures", pilot, json.get("figures").items().size());
        Set<Map<String, String>> taken = new HashSet<>();
        for (Judgement judgement : card.judgements()) {
            objective(judgement, pilot, taken);
        }
    }

    /** Of two that read the same, the second says so. */
    private void objective(Judgement judgement, Map<String, String> pilot, Set<Map<String, String>> taken) {
        Objective objective = judgement.objective();
        Map<String, String> account = pilot;
        for (String key : List.of("handler", "operation")) {
            if (objective.tags().containsKey(key)) {
                account = Series.and(account, key, objective.tags().get(key));
            }
        }
        Map<String, String> labels = Series.and(account, "objective", objective.text());
        for (int more = 2; !taken.add(labels); more++) {
            labels = Series.and(account, "objective", objective.text() + " (" + more + ")");
        }
        states("pilot.objective.status", labels, "status", judgement.status(), Judgement.Status.values());
        add("pilot.objective.threshold", labels, objective.threshold());
        Figure figure = judgement.figure();
        if (figure != null && figure.n() > 0) {
            add("pilot.objective.value", labels, figure.value());
            add("pilot.objective.value.low", labels, figure.low());
            add("pilot.objective.value.high", labels, figure.high());
        }
    }

    private void figure(Tree figure, Map<String, String> pilot) {
        if (figure.get("n").whole() == 0) {
            return;
        }
        String name = figure.get("name").text();
        String unit = figure.get("unit").text();
        Map<String, String> labels =
                Series.and(figure.get("tags").texts(), "pilot", String.valueOf(pilot.get("pilot")));
        Instant at = Instant.parse(figure.get("at").text());
        series.add(Series.ofFigure(name, "", unit, labels, figure.get("value").number(), at));
        double low = figure.get("low").number();
        double high = figure.get("high").number();
        if (low < high) {
            series.add(Series.ofFigure(name, "low", unit, labels, low, at));
            series.add(Series.ofFigure(name, "high", unit, labels, high, at));
        }
    }
}
