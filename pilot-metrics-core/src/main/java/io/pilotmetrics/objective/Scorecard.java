// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.objective;

import io.pilotmetrics.objective.Judgement.Status;
import io.pilotmetrics.snapshot.AccountSnapshot;
import io.pilotmetrics.snapshot.Figure;
import io.pilotmetrics.snapshot.HandlerSnapshot;
import io.pilotmetrics.snapshot.Law;
import io.pilotmetrics.snapshot.PilotSnapshot;
import io.pilotmetrics.snapshot.SampleRatio;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Go, no-go or inconclusive, with the reasons. Any missed objective says no-go; else an undecided one, an absent figure, no
 * objective at all, a broken law or a sample ratio mismatch says inconclusive; else it is go. The whole pilot is judged.
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
    private final List<String> missing;
    private final List<String> stated;
    private final List<String> notes;
    private final SortedMap<String, SampleRatio> sampleRatios;

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
        TreeMap<String, SampleRatio> ratios = new TreeMap<>();
        snapshot.handlers().forEach((name, handler) -> {
            if (!handler.sampleRatio().isEmpty()) {
                ratios.put(name, handler.sampleRatio());
            }
        });
        this.sampleRatios = Collections.unmodifiableSortedMap(ratios);
        this.verdict = verdict(judgements, laws, sampleRatios);
        this.reasons = reasons(judgements, laws, sampleRatios);
        this.missing = snapshot.handlers().values().stream()
                .flatMap(handler -> MissingText.lines(handler).stream())
                .toList();
        this.stated = snapshot.handlers().values().stream()
                .flatMap(handler -> StatedText.lines(handler).stream())
                .toList();
        this.notes = notes(snapshot);
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

    private static List<String> notes(PilotSnapshot snapshot) {
        List<String> notes = new ArrayList<>();
        boolean numbered = false;
        for (HandlerSnapshot handler : snapshot.handlers().values()) {
            numbered |= handler.ledger().expected() > 0;
            notes.addAll(MissingText.undetermined(handler));
            notes.addAll(MissingText.unknownTails(handler));
        }
        if (numbered && snapshot.dropsAreOneInstancesView()) {
            notes.add(
                    "missing numbers are one instance's view: another may have seen them. Merge the snapshots of all, or"
                            + " say .assure(SOURCE_REACHES_ONE_INSTANCE) where there is no other");
        }
        if (snapshot.duplicatesAreLowerBound()) {
            notes.add("duplicates are a lower bound: an id that reached two instances counts as two firsts");
        }
        return List.copyOf(notes);
    }

    private static Verdict verdict(List<Judgement> judgements, List<Law> laws, Map<String, SampleRatio> sampleRatios) {
        if (judgements.stream().anyMatch(j -> j.status() == Status.MISSED)) {
            return Verdict.NO_GO;
        }
        boolean open = judgements.isEmpty() || judgements.stream().anyMatch(j -> j.status() != Status.MET);
        boolean broken = laws.stream().anyMatch(law -> law.status() == Law.Status.BROKEN);
        boolean mismatch = sampleRatios.values().stream().anyMatch(SampleRatio::mismatch);
        return open || broken || mismatch ? Verdict.INCONCLUSIVE : Verdict.GO;
    }

    private static List<String> reasons(
            List<Judgement> judgements, List<Law> laws, Map<String, SampleRatio> sampleRatios) {
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
        sampleRatios.forEach((handler, ratio) -> {
            if (ratio.mismatch()) {
                reasons.add(handler + ": " + ratio.text());
            }
        });
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
     * Whether as many users of each pilot arrive as were drawn for it. A mismatch makes inconclusive what would be go.
     *
     * @return the checks by handler, of those whose cohorts have known shares
     */
    public SortedMap<String, SampleRatio> sampleRatios() {
        return sampleRatios;
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
     * The sources of which numbers are missing for good, by handler.
     *
     * @return one line each, the worst first: how many, and which in bursts and which in a trickle; at most six lines a handler
     */
    public List<String> missing() {
        return missing;
    }

    /**
     * What senders and stores say that they counted, beside our own.
     *
     * @return one line for each party, by handler
     */
    public List<String> stated() {
        return stated;
    }

    /**
     * What limits the figures above: what one instance, or nobody, can know.
     *
     * @return one line each, often none
     */
    public List<String> notes() {
        return notes;
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
        missing.forEach(source -> line(text, "missing", source));
        stated.forEach(each -> line(text, "stated", each));
        sampleRatios.forEach(
                (handler, ratio) -> line(text, ratio.mismatch() ? "mismatch" : "note", handler + ": " + ratio.text()));
        notes.forEach(note -> line(text, "note", note));
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
