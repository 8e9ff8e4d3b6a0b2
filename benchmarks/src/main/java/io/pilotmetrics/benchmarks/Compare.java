// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.benchmarks;

import io.pilotmetrics.benchmarks.compare.Cell;
import io.pilotmetrics.benchmarks.compare.Clock;
import io.pilotmetrics.benchmarks.compare.Comparison;
import io.pilotmetrics.benchmarks.compare.Forks;
import io.pilotmetrics.benchmarks.compare.JsonRows;
import io.pilotmetrics.benchmarks.compare.Results;
import io.pilotmetrics.benchmarks.compare.Row;
import io.pilotmetrics.benchmarks.compare.Suite;
import io.pilotmetrics.benchmarks.compare.Tables;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.runner.RunnerException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Compares ours with its peers, in one run: round after round, one short fork of each, every other round backwards.
 *
 * <pre>{@code java -cp benchmarks/target/benchmarks.jar io.pilotmetrics.benchmarks.Compare recorder --quick}</pre>
 *
 * <p>A fork's figure is the median of its iterations, in CPU time unless the suite is contention or {@code --wall} is given: the machine may have other
 * work, and a thread that waits for a core uses none. The baseline of the same round is taken off before anything is compared;
 * ratios have Fieller's paired intervals of 95 % over the rounds, other figures Student's. A target is <em>met</em> where the
 * interval's upper end is within it, <em>missed</em> where the lower end is beyond it, else <em>open</em>.
 */
@Command(
        name = "Compare",
        mixinStandardHelpOptions = true,
        description = "Compares pilot-metrics with its peers and prints a Markdown table.")
public final class Compare implements Callable<Integer> {

    @Parameters(paramLabel = "SUITE", description = "One of: ${COMPLETION-CANDIDATES}.")
    @SuppressWarnings("NullAway.Init")
    private Suite suite;

    @Option(names = "--quick", description = "Fewer and shorter forks: for a look, not for a decision.")
    private boolean quick;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "How many forks of each, at least 2. Default: 12, quick 5.")
    private @Nullable Integer rounds;

    @Option(names = "--json", paramLabel = "FILE", description = "Also writes the rows there.")
    private @Nullable Path json;

    @Option(
            names = "--only",
            paramLabel = "REGEX",
            description = "Asks only what mentions it: a peer, or a piece of work.")
    private Pattern only = Pattern.compile("");

    @Option(
            names = "--wall",
            description = "Goes by the wall clock instead of CPU time: for a machine that is yours alone.")
    private boolean wall;

    @Option(
            names = "--plant",
            paramLabel = "NANOS",
            description = "Slows our recorder down by about so much, to see that the comparison sees it.")
    private @Nullable Integer plant;

    private Compare() {}

    /**
     * Runs a comparison.
     *
     * @param args see {@code --help}
     */
    public static void main(String[] args) {
        // Forks of somebody else's are noise, which the intervals show; no reason to refuse.
        System.setProperty("jmh.ignoreLock", "true");
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Compare()).setCaseInsensitiveEnumValuesAllowed(true);
    }

    @Override
    public Integer call() throws IOException, RunnerException {
        int wanted = rounds != null ? rounds : quick ? 5 : 12;
        String wrong = wrong(wanted);
        if (wrong != null) {
            System.err.println(wrong);
            return CommandLine.ExitCode.USAGE;
        }
        List<String> properties = plant != null ? List.of("-Dpilotmetrics.plant=" + plant) : List.of();
        Clock clock = wall ? Clock.WALL : suite.clock();
        int warmups = suite.warmups();
        Forks forks =
                quick ? new Forks(warmups, 5, 200, clock, properties) : new Forks(warmups, 6, 500, clock, properties);
        List<Comparison> comparisons = suite.comparisons(quick).stream()
                .filter(comparison -> comparison.mentions(only))
                .toList();
        if (comparisons.isEmpty()) {
            System.err.println("--only " + only + ": nothing in the suite " + suite + " mentions it");
            return CommandLine.ExitCode.USAGE;
        }
        List<Row> rows = measure(comparisons, wanted, forks).answer(suite.toString(), comparisons);
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        out.print(Tables.markdown(rows));
        out.println();
        out.println(machine(wanted, clock));
        if (json != null) {
            try (Writer writer = Files.newBufferedWriter(json)) {
                JsonRows.write(rows, writer);
            }
        }
        return CommandLine.ExitCode.OK;
    }

    /** What cannot be, found before minutes are spent; null where nothing is wrong. */
    private @Nullable String wrong(int wanted) {
        if (wanted < 2) {
            return "--rounds " + wanted + ": an interval needs at least 2 rounds";
        }
        if (plant != null && plant < 1) {
            return "--plant " + plant + ": needs at least 1 ns";
        }
        if (plant != null && suite != Suite.RECORDER && suite != Suite.CONTENTION) {
            return "--plant " + plant + ": only recorders can be slowed down; ask for recorder or contention";
        }
        if (json != null) {
            try {
                Files.newBufferedWriter(json).close();
            } catch (IOException e) {
                return "--json " + json + " cannot be written (" + e.getClass().getSimpleName()
                        + "); name a file in a folder that is there";
            }
        }
        return null;
    }

    private Results measure(List<Comparison> comparisons, int wanted, Forks forks) throws RunnerException {
        List<Cell> cells = new ArrayList<>(Suite.cells(comparisons));
        Results results = new Results();
        try (ProgressBar progress = new ProgressBarBuilder()
                .setTaskName(suite.toString())
                .setInitialMax((long) wanted * cells.size())
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(1_000)
                .build()) {
            for (int round = 0; round < wanted; round++) {
                for (Cell cell : cells) {
                    progress.setExtraMessage(
                            " " + String.join(" ", cell.parameters().values()));
                    results.add(cell, forks.measure(cell));
                    progress.step();
                }
                Collections.reverse(cells);
            }
        }
        return results;
    }

    private String machine(int rounds, Clock clock) {
        OperatingSystemMXBean machine = ManagementFactory.getOperatingSystemMXBean();
        return LocalDate.now(ZoneOffset.UTC) + ", " + rounds + " rounds" + (quick ? ", quick" : "")
                + (plant != null ? ", ours slowed down by " + plant + " ns on purpose" : "")
                + "; ns (" + clock + ") and B/op above the baseline; " + machine.getAvailableProcessors()
                + " cores, load "
                + String.format(Locale.ROOT, "%.1f", machine.getSystemLoadAverage()) + ", " + machine.getName() + " "
                + machine.getArch() + ", " + System.getProperty("java.vm.name") + " " + Runtime.version();
    }
}
