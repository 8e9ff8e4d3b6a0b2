// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.examples.quickstart;

import io.pilotmetrics.objective.Judgement;
import io.pilotmetrics.objective.Verdict;
import io.pilotmetrics.snapshot.HandlerSnapshot;
import io.pilotmetrics.snapshot.Interval;
import io.pilotmetrics.snapshot.LatencySnapshot;
import io.pilotmetrics.snapshot.Law;
import io.pilotmetrics.snapshot.NumberRanges;
import io.pilotmetrics.snapshot.Outcome;
import io.pilotmetrics.snapshot.Rate;
import io.pilotmetrics.snapshot.SourceLedger;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Help.Ansi;

/** The result on the terminal, readable at a glance. */
final class Report {

    private static final int NAMED_SOURCES = 5;
    private static final int LONGEST_LIST = 60;

    private final PrintStream out;

    Report(PrintStream out) {
        this.out = out;
    }

    void print(Result result) {
        HandlerSnapshot handler = result.handler();
        out.println();
        heading("Laws");
        for (Law law : result.card().laws()) {
            line("  %-11s  %s: %s", lower(law.status()), law.name(), law.text());
        }
        printCounts(result);
        printMissing(handler);
        boolean input = result.comparison().injected() == null;
        heading(input ? "Reading" : "Calls");
        if (!input) {
            printLatency(handler.latency());
            line(
                    "  answers      %,d well, %,d with 4xx (%s), %,d with 5xx (%s)",
                    handler.count(Outcome.SUCCESS),
                    handler.count(Outcome.CLIENT_ERROR),
                    share(handler.rate(Outcome.CLIENT_ERROR)),
                    handler.count(Outcome.SERVER_ERROR),
                    share(handler.rate(Outcome.SERVER_ERROR)));
        }
        double seconds = handler.span().toNanos() / 1e9;
        line("  throughput   %,.0f events/s over %.1f s", handler.throughput(), seconds);
        result.remarks().forEach(out::println);
        printVerdict(result);
    }

    private void printCounts(Result result) {
        Comparison comparison = result.comparison();
        if (comparison.injected() == null) {
            heading("Found");
            Comparison.Counted found = comparison.found();
            line("  %-28s %,10d", "received", result.handler().received());
            line("  %-28s %,10d", "duplicate", found.duplicate());
            found.malformed().forEach((reason, count) -> line("  %-28s %,10d", "malformed " + reason, count));
            line("  %-28s %,10d", "dropped", found.dropped());
            comparison.more().forEach(row -> line("  %-28s %,10d", row.what(), row.found()));
            return;
        }
        heading(String.format(Locale.ROOT, "%-30s %10s %10s", "Counts", "injected", "found"));
        for (Comparison.Row row : comparison.rows()) {
            String equal = row.isEqual() ? "equal" : "DIFFERENT";
            line("  %-28s %,10d %,10d   %s", row.what(), row.injected(), row.found(), equal);
        }
    }

    private void printMissing(HandlerSnapshot handler) {
        List<SourceLedger> missing = handler.ledger().worst();
        if (missing.isEmpty()) {
            return;
        }
        heading("Missing, by name");
        for (SourceLedger source : missing.subList(0, Math.min(NAMED_SOURCES, missing.size()))) {
            line(
                    "  %-28s %s",
                    printable(source.source()), shortened(source.dropped().numbers()));
        }
        if (missing.size() > NAMED_SOURCES) {
            line("  ... and %,d more sources", missing.size() - NAMED_SOURCES);
        }
    }

    private void printLatency(LatencySnapshot latency) {
        line(
                "  latency      average %s, p50 %s, p95 %s, p99 %s, max %s",
                millis(latency.average()),
                millis(latency.p50()),
                millis(latency.p95()),
                millis(latency.p99()),
                millis(latency.max()));
    }

    private void printVerdict(Result result) {
        Verdict verdict = result.verdict();
        String colour = verdict == Verdict.GO ? "green" : verdict == Verdict.NO_GO ? "red" : "yellow";
        out.println();
        out.println(Ansi.AUTO.string("@|bold Verdict: |@@|bold," + colour + " " + verdict + "|@"));
        reasons(result, verdict).forEach(reason -> line("  because %s", reason));
        result.card().judgements().forEach(j -> line("  %-9s  %s", lower(j.status()), j.text()));
    }

    private static List<String> reasons(Result result, Verdict verdict) {
        List<String> reasons = new ArrayList<>(result.defects());
        for (Judgement judgement : result.card().judgements()) {
            boolean decides = verdict == Verdict.NO_GO
                    ? judgement.status() == Judgement.Status.MISSED
                    : judgement.status() != Judgement.Status.MET;
            if (decides) {
                reasons.add(
                        lower(judgement.status()) + ": " + judgement.objective().text());
            }
        }
        return reasons.isEmpty() ? List.of("every objective is met and every law holds") : reasons;
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private void heading(String text) {
        out.println();
        out.println(Ansi.AUTO.string("@|bold " + text + "|@"));
    }

    @SuppressWarnings("AnnotateFormatMethod")
    private void line(String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
    }

    /** A share with its interval, in percent. */
    static String share(Rate rate) {
        Interval interval = rate.interval();
        return rate.n() == 0
                ? "none"
                : String.format(
                        Locale.ROOT,
                        "%.1f %%, %.1f to %.1f",
                        rate.value() * 100,
                        interval.low() * 100,
                        interval.high() * 100);
    }

    private static String millis(Duration duration) {
        return String.format(Locale.ROOT, "%.1f ms", duration.toNanos() / 1e6);
    }

    private static String shortened(NumberRanges numbers) {
        String text = numbers.toString();
        int cut = text.length() <= LONGEST_LIST ? -1 : text.lastIndexOf(',', LONGEST_LIST);
        return cut < 0 ? text : text.substring(0, cut) + ", ... (" + numbers.size() + " in all)";
    }

    /** A text from outside, without what a terminal would obey. */
    static String printable(String text) {
        String plain = text.replaceAll("\\p{Cntrl}", "?");
        return plain.length() <= LONGEST_LIST ? plain : plain.substring(0, LONGEST_LIST) + "...";
    }
}
