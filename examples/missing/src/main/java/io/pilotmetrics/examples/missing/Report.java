// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.examples.missing;

import io.pilotmetrics.objective.Scorecard;
import io.pilotmetrics.snapshot.HandlerSnapshot;
import io.pilotmetrics.snapshot.LedgerSnapshot;
import io.pilotmetrics.snapshot.NumberRanges;
import io.pilotmetrics.snapshot.PilotSnapshot;
import java.io.PrintStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi;

/** The result on the terminal, readable at a glance. */
final class Report {

    private static final int ROWS = 4;
    private static final int LONGEST_LIST = 60;
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final PrintStream out;

    Report(PrintStream out) {
        this.out = out;
    }

    void print(Result result) {
        printViews(result);
        printCounts(result);
        printNames(result);
        printScorecard(result);
        printArrivals(result);
        printVerdict(result);
    }

    private void printVerdict(Result result) {
        List<String> defects = result.defects();
        out.println();
        if (!defects.isEmpty()) {
            out.println(Ansi.AUTO.string("@|bold Verdict: |@@|bold,red DIFFERENT|@"));
            defects.forEach(defect -> line("  because %s", defect));
        } else if (result.scenario().exact()) {
            out.println(Ansi.AUTO.string("@|bold Verdict: |@@|bold,green EQUAL|@")
                    + "  what both instances call missing is what was lost, and every law holds");
        } else {
            out.println(Ansi.AUTO.string("@|bold Verdict: |@@|bold,green RIGHT|@")
                    + "  no missing number was invented, no loss passes for received, and every law holds");
        }
    }

    private void printViews(Result result) {
        heading("%-24s %10s %10s", "One instance's view", "expected", "missing");
        for (PilotSnapshot snapshot : result.instances()) {
            LedgerSnapshot ledger = Result.ledger(snapshot);
            line(
                    "  %-22s %,10d %,10d   %s",
                    String.join(", ", snapshot.instances()),
                    ledger.expected(),
                    ledger.dropped(),
                    "the other may have seen them");
        }
    }

    private void printCounts(Result result) {
        heading(
                "%-24s %10s %10s %10s %13s %9s",
                "Both together", "sent", "lost", "missing", "undetermined", "invented");
        for (Finding finding : result.findings()) {
            line(
                    "  %-22s %,10d %,10d %,10d %,13d %,9d   %s",
                    finding.life(),
                    finding.sent(),
                    finding.lost().size(),
                    finding.dropped().size(),
                    finding.undetermined().size(),
                    finding.invented().size(),
                    remark(finding, result.scenario().exact()));
        }
    }

    private static String remark(Finding finding, boolean exact) {
        if (!finding.isRight(exact)) {
            return Ansi.AUTO.string("@|bold,red DIFFERENT|@");
        }
        List<String> remarks = new ArrayList<>();
        remarks.add(Ansi.AUTO.string(exact ? "@|green equal|@" : "@|green right|@"));
        Instant since = finding.ledger().tail().since();
        if (!finding.ledger().tailKnown() && since != null) {
            remarks.add(String.format(
                    Locale.ROOT,
                    "tail unknown since %s, %,d lost in it",
                    CLOCK.format(since),
                    finding.beyond().size()));
        }
        return String.join(", ", remarks);
    }

    private void printNames(Result result) {
        heading("%-24s %-17s %-17s %s", "By name, worst first", "lost", "missing", "sent between");
        List<Finding> worst = new ArrayList<>(result.findings());
        worst.sort(
                Comparator.comparingLong((Finding finding) -> finding.dropped().size())
                        .reversed());
        for (Finding finding : worst) {
            List<Finding.Row> rows = finding.rows();
            List<Finding.Row> shown = rows.stream()
                    .sorted(Comparator.comparing((Finding.Row row) -> !row.isWrong())
                            .thenComparing(
                                    Comparator.comparingLong(Finding.Row::size).reversed()))
                    .limit(ROWS)
                    .toList();
            String name = finding.life().toString();
            for (Finding.Row row : shown) {
                line("  %-22s %-17s %-17s %s   %s", name, text(row.lost()), text(row.dropped()), span(row), state(row));
                name = "";
            }
            if (rows.size() > shown.size()) {
                line("  %-22s and %,d more", "", rows.size() - shown.size());
            }
        }
    }

    private void printScorecard(Result result) {
        Scorecard card = Scorecard.of(result.merged());
        heading("The scorecard says");
        card.missing().forEach(source -> line("  missing  %s", source));
        card.notes().forEach(note -> line("  note     %s", note));
    }

    private static String state(Finding.Row row) {
        return Ansi.AUTO.string(
                row.isWrong()
                        ? "@|bold,red DIFFERENT|@"
                        : row.isEqual() ? "@|green equal|@" : "@|yellow undetermined|@");
    }

    private static String span(Finding.Row row) {
        return String.format(Locale.ROOT, "%-12s %-12s", text(row.after()), text(row.before()));
    }

    private static String text(@Nullable Instant time) {
        return time == null ? "-" : CLOCK.format(time);
    }

    private static String text(NumberRanges numbers) {
        String text = numbers.isEmpty() ? "-" : numbers.toString();
        int cut = text.length() <= LONGEST_LIST ? -1 : text.lastIndexOf(',', LONGEST_LIST);
        return cut < 0 ? text : text.substring(0, cut) + ", ... (" + numbers.size() + " in all)";
    }

    private void printArrivals(Result result) {
        HandlerSnapshot merged = result.merged().handler(Receiver.HANDLER);
        out.println();
        line(
                "  %,d events came twice, %,d after their grace time of %d s (they fill their gap)",
                result.truth().copies(), result.truth().late(), Plan.GRACE.toSeconds());
        line(
                "  %,d distinct numbers arrived, each counted once",
                merged.ledger().seen());
        line("  %s was restarted as planned in the middle", Run.INSTANCES.get(1));
        if (!result.scenario().exact()) {
            line(
                    "  %s was killed %s; %,d deliveries were not acknowledged and went to the other instance",
                    Run.INSTANCES.get(0), times(result.kills()), result.resent());
        }
    }

    static String times(int count) {
        return count == 1 ? "once" : count + " times";
    }

    /** What differs, in one line. */
    static String difference(Finding finding) {
        List<String> parts = new ArrayList<>();
        add(parts, "called missing and came", finding.invented());
        add(parts, "lost and called received", finding.calledSeen());
        add(parts, "lost and not noticed", finding.unnoticed());
        add(parts, "undetermined", finding.undetermined());
        if (finding.wrongTimes() > 0) {
            parts.add(finding.wrongTimes() + " sent outside of the times of their gap");
        }
        return finding.life() + ": " + String.join("; ", parts);
    }

    private static void add(List<String> parts, String what, NumberRanges numbers) {
        if (!numbers.isEmpty()) {
            parts.add(what + ": " + text(numbers));
        }
    }

    private void heading(String format, Object... values) {
        out.println();
        out.println(Ansi.AUTO.string("@|bold " + String.format(Locale.ROOT, format, values) + "|@"));
    }

    @SuppressWarnings("AnnotateFormatMethod")
    private void line(String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
    }
}
