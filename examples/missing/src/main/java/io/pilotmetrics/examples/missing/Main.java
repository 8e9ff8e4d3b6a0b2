// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.examples.missing;

import io.pilotmetrics.PilotClock;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Option;

/** The command line: plays a run, and ends with whether what is called missing is what was lost. */
@Command(
        name = "missing",
        description =
                "Three producers send numbered events through a network that loses some, to two instances of a"
                        + " service, of which one restarts. Prints what both together call missing, by name, beside what was lost.",
        subcommands = InstanceServer.class,
        synopsisSubcommandLabel = "",
        sortOptions = false,
        usageHelpAutoWidth = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:what is called missing is what was lost (with --kill: or undetermined), and every law holds",
            "2:wrong usage",
            "3:they differ, or a law is broken",
            "70:a defect of this program"
        })
public final class Main implements Callable<Integer> {

    private static final int USAGE = 2;
    private static final int DEFECT = 70;
    private static final int LEAST_SECONDS_TO_KILL = 3;
    private static final int WIDTH = 100;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "12",
            description = "How long producers send. Default: ${DEFAULT-VALUE}.")
    private int seconds;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Events a second, of all producers. Default: ${DEFAULT-VALUE}.")
    private int rate;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "What losses, delays and kills are drawn from. Default: a new one, which is printed.")
    private @Nullable Long seed;

    @Option(
            names = "--processes",
            description = "Give each instance a process of its own, which saves its state every second.")
    private boolean processes;

    @Option(
            names = "--kill",
            paramLabel = "N",
            defaultValue = "0",
            description = "With --processes: kill the first instance N times at random moments, and start it again. No"
                    + " event comes after its grace time then: what was dropped before stays dropped.")
    private int kills;

    @Option(names = "--plant", hidden = true, defaultValue = "none")
    private Scenario.Plant plant = Scenario.Plant.none;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this and end.")
    @SuppressWarnings("UnusedVariable") // picocli reads it
    private boolean help;

    private final PrintStream out;
    private final PrintStream err;

    private Main(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /**
     * Runs and exits with the code that {@code --help} explains.
     *
     * @param arguments see {@code --help}
     */
    public static void main(String[] arguments) {
        System.exit(run(System.out, System.err, arguments));
    }

    static int run(PrintStream out, PrintStream err, String... arguments) {
        CommandLine line = new CommandLine(new Main(out, err))
                .setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(err, true, StandardCharsets.UTF_8))
                .setParameterExceptionHandler((e, given) -> {
                    err.println("missing: " + e.getMessage() + "; see --help");
                    return USAGE;
                })
                .setExecutionExceptionHandler((e, command, parsed) -> {
                    if (e instanceof UsageException) {
                        err.println("missing: " + e.getMessage());
                        return USAGE;
                    }
                    e.printStackTrace(err);
                    return DEFECT;
                });
        return line.execute(arguments);
    }

    @Override
    public Integer call() throws UsageException, IOException {
        within("--seconds", seconds, 1, 3_600);
        within("--rate", rate, 3, 10_000);
        within("--kill", kills, 0, 100);
        if (kills > 0 && !processes) {
            throw new UsageException("--kill needs --processes: only a process can be killed");
        }
        if (kills > 0 && seconds < LEAST_SECONDS_TO_KILL) {
            throw new UsageException("--kill needs --seconds " + LEAST_SECONDS_TO_KILL + " or more, got " + seconds);
        }
        long chosen = seed == null ? new SecureRandom().nextLong() >>> 33 : seed;
        Scenario scenario = new Scenario(seconds, rate, chosen, kills, processes, plant);
        out.printf(
                Locale.ROOT,
                "pilot-metrics missing: seed %d, %d s of %,d events a second, 3 producers, 2 instances in %s%s%n",
                chosen,
                seconds,
                rate,
                processes ? "processes of their own" : "one process",
                kills == 0 ? "" : ", " + Run.INSTANCES.get(0) + " killed " + Report.times(kills));
        Result result = play(scenario);
        new Report(out).print(result);
        return result.exitCode();
    }

    private static void within(String option, int value, int least, int most) throws UsageException {
        if (value < least || value > most) {
            throw new UsageException(option + " needs a number from " + least + " to " + most + ", got " + value);
        }
    }

    private Result play(Scenario scenario) throws IOException {
        Path folder = Files.createTempDirectory("missing");
        try (ProgressBar bar = new ProgressBarBuilder()
                .setTaskName("missing")
                .setInitialMax(Run.steps(scenario))
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(Ansi.AUTO.enabled() ? 250 : 5_000)
                .setConsumer(new ConsoleProgressBarConsumer(err, WIDTH))
                .build()) {
            Run run = new Run(scenario, PilotClock.system(), bar::stepTo);
            return processes ? run.inProcesses(folder) : run.inOneProcess(folder, Run::parked);
        } finally {
            delete(folder);
        }
    }

    private static void delete(Path folder) throws IOException {
        List<Path> all;
        try (Stream<Path> found = Files.walk(folder)) {
            all = found.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : all) {
            Files.deleteIfExists(path);
        }
    }
}
