// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.objective;

import io.pilotmetrics.snapshot.Gap;
import io.pilotmetrics.snapshot.HandlerSnapshot;
import io.pilotmetrics.snapshot.LedgerSnapshot;
import io.pilotmetrics.snapshot.SourceLedger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** What a scorecard says of missing numbers: the worst sources first, the largest bursts by name, and where the tail is unknown. */
final class MissingText {

    private static final int SOURCES = 5;
    private static final int BURSTS = 3;
    private static final int SINGLES = 5;

    private MissingText() {}

    static List<String> lines(HandlerSnapshot handler) {
        LedgerSnapshot ledger = handler.ledger();
        List<String> lines = new ArrayList<>();
        List<SourceLedger> worst = ledger.worst();
        for (SourceLedger source : worst.subList(0, Math.min(SOURCES, worst.size()))) {
            lines.add(handler.name() + " " + line(source));
        }
        if (worst.size() > SOURCES) {
            lines.add(String.format(Locale.ROOT, "%s and %,d more sources", handler.name(), worst.size() - SOURCES));
        }
        return lines;
    }

    private static String line(SourceLedger source) {
        long lost = source.dropped().size();
        String text = String.format(
                Locale.ROOT,
                "%s: %,d of %,d (%.2f %%): ",
                name(source),
                lost,
                source.expected(),
                100.0 * lost / source.expected());
        LossPattern pattern = LossPattern.of(source);
        List<String> parts = new ArrayList<>();
        List<Gap> bursts = pattern.bursts().stream()
                .sorted(Comparator.comparingLong(Gap::size).reversed())
                .toList();
        bursts.stream()
                .limit(BURSTS)
                .forEach(gap -> parts.add(String.format(Locale.ROOT, "a burst of %,d, %s", gap.size(), gap)));
        if (bursts.size() > BURSTS) {
            long rest = bursts.stream().skip(BURSTS).mapToLong(Gap::size).sum();
            parts.add(String.format(Locale.ROOT, "%,d more in %,d shorter bursts", rest, bursts.size() - BURSTS));
        }
        if (!pattern.trickle().isEmpty()) {
            parts.add(trickle(pattern.trickle()));
        }
        return text + String.join("; ", parts);
    }

    private static String trickle(List<Gap> gaps) {
        long numbers = gaps.stream().mapToLong(Gap::size).sum();
        String named = gaps.stream()
                .limit(SINGLES)
                .map(gap -> gaps.size() == 1 ? gap.toString() : gap.numbers())
                .collect(Collectors.joining(", "));
        return String.format(Locale.ROOT, "a trickle of %,d, %s%s", numbers, named, gaps.size() > SINGLES ? ", …" : "");
    }

    /** Where more may be missing than anybody can know. */
    static List<String> unknownTails(HandlerSnapshot handler) {
        List<SourceLedger> open = handler.ledger().sources().stream()
                .filter(source -> !source.tailKnown() && source.tail().since() != null)
                .sorted(Comparator.comparing(
                        source -> Objects.requireNonNull(source.tail().since())))
                .toList();
        if (open.isEmpty()) {
            return List.of();
        }
        String named = open.stream()
                .limit(BURSTS)
                .map(source -> name(source) + " since " + source.tail().since())
                .collect(Collectors.joining(", "));
        String more = open.size() > BURSTS ? String.format(Locale.ROOT, " and %,d more", open.size() - BURSTS) : "";
        return List.of(handler.name() + " tail unknown of " + named + more
                + ": no number after the last one seen is missed until it is told with announce(…)");
    }

    /** Of how many numbers nobody knows whether they were lost, and why. */
    static List<String> undetermined(HandlerSnapshot handler) {
        LedgerSnapshot ledger = handler.ledger();
        if (ledger.undetermined() == 0) {
            return List.of();
        }
        List<String> parts = new ArrayList<>();
        part(parts, sum(ledger, s -> s.jumped().size()), "left out by jumps of more than a million");
        part(
                parts,
                sum(ledger, s -> s.forgotten().within(0, s.last()).size()),
                "forgotten by an unplanned end or beyond maxGaps");
        part(
                parts,
                ledger.unplaced(),
                "arrivals beyond 10,000 sources and epochs, or of numbers below those that are known");
        return List.of(handler.name() + " undetermined: " + String.join(", ", parts)
                + "; a drop objective is met or missed only where these cannot change it");
    }

    private static long sum(LedgerSnapshot ledger, ToLongFunction<SourceLedger> numbers) {
        long sum = ledger.sources().stream().mapToLong(numbers).sum();
        return sum < 0 ? Long.MAX_VALUE : sum;
    }

    private static void part(List<String> parts, long count, String why) {
        if (count > 0) {
            parts.add(String.format(Locale.ROOT, "%,d %s", count, why));
        }
    }

    private static String name(SourceLedger source) {
        return printable(source.source()) + (source.epoch() == 0 ? "" : " epoch " + source.epoch());
    }

    /** Names come from outside: what would move a terminal's cursor is not printed, and what is blank is quoted. */
    static String printable(String name) {
        String plain = name.replaceAll("\\p{Cntrl}", "?");
        return plain.isBlank() ? '"' + plain + '"' : plain;
    }
}
