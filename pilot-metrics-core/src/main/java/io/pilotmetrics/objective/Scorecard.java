// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.objective;

import io.pilotmetrics.objective.Judgement.Status;
import io.pilotmetrics.snapshot.AccountSnapshot;
import io.pilotmetrics.snapshot.Figure;
import io.pilotmetrics.snapshot.Law;
import io.pilotmetrics.snapshot.PilotSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Go, no-go or inconclusive, with the reasons. Any missed objective says no-go; else an undecided one, an absent figure, no
 * objective at all or a broken law says inconclusive; else it is go. The whole pilot is judged.
 *
 * <pre>{@code
 * Scorecard card = pilot.scorecard();
 * System.out.println(card.explain());
 * }</pre>
 */
public final class Scorecard {

    private final String pilot;
    private final Verdict verdict;
    private final List<Judgement> judgements;
    private final List<Law> laws;
    private final List<String> reasons;
    private final boolean duplicatesAreLowerBound;
    private final List<String> stated;

    private Scorecard(PilotSnapshot snapshot) {
        this.pilot = snapshot.name();
        List<Figure> figures = snapshot.figures();
        Judge judge = new Judge(figures);
        this.judgements = snapshot.objectives().stream().map(judge::judge).toList();
        this.laws = Stream.<AccountSnapshot>concat(
                        snapshot.handlers().values().stream(), snapshot.operations().values().stream())
                .flatMap(account -> account.laws().stream()
                        .map(law -> new Law(account.name() + " " + law.name(), law.status(), law.text())))
                .toList();
        this.verdict = verdict(judgements, laws);
        this.reasons = reasons(judgements, laws);
        this.duplicatesAreLowerBound = snapshot.duplicatesAreLowerBound();
        this.stated = snapshot.handlers().values().stream()
                .flatMap(handler -> StatedText.lines(handler).stream())
                .toList();
    }

    /**
     * Judges a snapshot by the objectives that it carries.
     *
     * @param snapshot the whole pilot, or several instances merged
     * @return the scorecard
     */
    public static Scorecard of(PilotSnapshot snapshot) {
        return new Scorecard(snapshot);
    }

    private static Verdict verdict(List<Judgement> judgements, List<Law> laws) {
        if (judgements.stream().anyMatch(j -> j.status() == Status.MISSED)) {
            return Verdict.NO_GO;
        }
        boolean open = judgements.isEmpty() || judgements.stream().anyMatch(j -> j.status() != Status.MET);
        boolean broken = laws.stream().anyMatch(law -> law.status() == Law.Status.BROKEN);
        return open || broken ? Verdict.INCONCLUSIVE : Verdict.GO;
    }

    private static List<String> reasons(List<Judgement> judgements, List<Law> laws) {
        List<String> reasons = new ArrayList<>();
        for (Status status : List.of(Status.MISSED, Status.ABSENT, Status.UNDECIDED)) {
            judgements.stream()
                    .filter(j -> j.status() == status)
                    .forEach(j -> reasons.add(status.name().toLowerCase(Locale.ROOT) + ": " + j.text()));
        }
        if (judgements.isEmpty()) {
            reasons.add("no objective: give a handler one with .objective(…), for example errorRate().atMost(0.01)");
        }
        laws.stream()
                .filter(law -> law.status() == Law.Status.BROKEN)
                .forEach(law -> reasons.add("broken law: " + law.name() + ": " + law.text()));
        return List.copyOf(reasons);
    }

    /**
     * The verdict.
     *
     * @return go, no-go or inconclusive
     */
    public Verdict verdict() {
        return verdict;
    }

    /**
     * Every objective with its figure.
     *
     * @return in the order in which the objectives were given
     */
    public List<Judgement> judgements() {
        return judgements;
    }

    /**
     * Every law with its numbers.
     *
     * @return by handler and operation
     */
    public List<Law> laws() {
        return laws;
    }

    /**
     * Why it is not go: what is missed first, then what is not known.
     *
     * @return one line each; empty for go
     */
    public List<String> reasons() {
        return reasons;
    }

    /**
     * The whole scorecard as text for people.
     *
     * @return several lines, the verdict first
     */
    public String explain() {
        StringBuilder text =
                new StringBuilder(pilot).append(": ").append(verdict).append('\n');
        judgements.forEach(j -> line(text, j.status().name(), j.text()));
        if (judgements.isEmpty()) {
            reasons.forEach(reason -> line(text, "", reason));
        }
        laws.forEach(law -> line(text, law.status().name().replace('_', ' '), law.name() + ": " + law.text()));
        stated.forEach(each -> line(text, "stated", each));
        if (duplicatesAreLowerBound) {
            line(text, "note", "duplicates are a lower bound: an id that reached two instances counts as two firsts");
        }
        return text.toString();
    }

    private static void line(StringBuilder text, String status, String rest) {
        text.append(String.format(Locale.ROOT, "  %-11s  %s%n", status.toLowerCase(Locale.ROOT), rest));
    }

    @Override
    public String toString() {
        return "Scorecard[" + pilot + ", " + verdict + ", " + reasons + "]";
    }
}
