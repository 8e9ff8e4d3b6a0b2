// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.examples.quickstart;

import io.pilotmetrics.PilotMetrics;
import io.pilotmetrics.snapshot.PilotSnapshot.Assurance;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.Writer;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command line: runs a pilot, or reads a file of events, and ends with the verdict as its exit code. */
@Command(
        name = "quickstart",
        description = "Runs a whole pilot: a service under real traffic with known faults, judged after about a minute,"
                + " with what was injected beside what was found. Or, with --input, accounts for events of your own.",
        sortOptions = false,
        usageHelpAutoWidth = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:GO",
            "1:NO_GO",
            "2:wrong usage, an input that cannot be read, or a port in use",
            "3:INCONCLUSIVE, also where a law is broken or injected and found differ",
            "70:a defect of this program"
        })
public final class Main implements Callable<Integer> {

    private static final int USAGE = 2;
    private static final int DEFECT = 70;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "60",
            description = "How long events are sent. Default: ${DEFAULT-VALUE}.")
    private int seconds;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "400",
            description = "Events a second. Default: ${DEFAULT-VALUE}.")
    private int rate;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "What the faults are drawn from. Default: a new one, which is printed.")
    private @Nullable Long seed;

    @Option(
            names = "--scenario",
            paramLabel = "NAME",
            description =
                    "${COMPLETION-CANDIDATES}: broken has a slow, failing store and ends NO_GO. Default: healthy.")
    private @Nullable Scenario scenario;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "Where the service, /metrics and /pilot listen. Default: a free one, which is printed.")
    private @Nullable Integer port;

    @Option(names = "--keep-open", description = "Serve /metrics and /pilot after the verdict, until interrupted.")
    private boolean keepOpen;

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "Write seed, verdict, injected, found, laws and snapshot to FILE.")
    private @Nullable Path json;

    @Option(
            names = "--input",
            paramLabel = "FILE|-",
            description = "Account for the events in FILE (NDJSON, or CSV with a header), or in the standard input.")
    private @Nullable String input;

    @ArgGroup(exclusive = false, validate = false)
    private Columns columns = new Columns();

    @Option(
            names = "--announce",
            paramLabel = "FILE",
            description = "With --input: the last number of each source, one source,last a line.")
    private @Nullable Path announce;

    @Option(
            names = "--instances",
            paramLabel = "N",
            description =
                    "With --input and --id: spread the events over N instances by their id, and merge. Default: 1.")
    private @Nullable Integer instances;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this and end.")
    @SuppressWarnings("UnusedVariable") // picocli reads it
    private boolean help;

    private final InputStream in;
    private final PrintStream out;
    private final PrintStream err;

    private Main(InputStream in, PrintStream out, PrintStream err) {
        this.in = in;
        this.out = out;
        this.err = err;
    }

    /**
     * Runs and exits with the verdict's code.
     *
     * @param arguments see {@code --help}
     */
    public static void main(String[] arguments) {
        System.exit(run(System.in, System.out, System.err, arguments));
    }

    static int run(InputStream in, PrintStream out, PrintStream err, String... arguments) {
        CommandLine line = new CommandLine(new Main(in, out, err))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(new java.io.PrintWriter(out, true, java.nio.charset.StandardCharsets.UTF_8))
                .setErr(new java.io.PrintWriter(err, true, java.nio.charset.StandardCharsets.UTF_8))
                .setParameterExceptionHandler((e, given) -> {
                    err.println("quickstart: " + e.getMessage() + "; see --help");
                    return USAGE;
                })
                .setExecutionExceptionHandler((e, command, parsed) -> {
                    if (e instanceof UsageException) {
                        err.println("quickstart: " + e.getMessage());
                        return USAGE;
                    }
                    e.printStackTrace(err);
                    return DEFECT;
                });
        return line.execute(arguments);
    }

    @Override
    public Integer call() throws UsageException, InterruptedException {
        check();
        long chosen = seed == null ? new SecureRandom().nextLong() >>> 33 : seed;
        return input == null ? pilot(chosen) : input(chosen, input);
    }

    private void check() throws UsageException {
        within("--seconds", seconds, 1, 86_400);
        within("--rate", rate, 1, 100_000);
        within("--port", port == null ? 0 : port, 0, 65_535);
        if (input == null && (!columns.wanted().isEmpty() || announce != null)) {
            throw new UsageException("--id, --source, --number, --time and --announce need --input FILE");
        }
        if (input != null && scenario != null) {
            throw new UsageException("--scenario and --input exclude each other: leave one of them out");
        }
        if (announce != null && (columns.source == null || columns.number == null)) {
            throw new UsageException("--announce needs --source and --number, which name the columns");
        }
        if (instances != null && (input == null || columns.id == null)) {
            throw new UsageException("--instances needs --input FILE and --id, by which the events are spread");
        }
        within("--instances", instances == null ? 1 : instances, 1, 100);
        Path folder = json == null ? null : json.toAbsolutePath().getParent();
        if (json != null && (folder == null || !Files.isDirectory(folder) || Files.isDirectory(json))) {
            throw new UsageException("--json " + json + ": name a file in a folder that is there");
        }
    }

    private static void within(String option, int value, int least, int most) throws UsageException {
        if (value < least || value > most) {
            throw new UsageException(option + " needs a number from " + least + " to " + most + ", got " + value);
        }
    }

    private int pilot(long chosen) throws UsageException, InterruptedException {
        Scenario played = scenario == null ? Scenario.healthy : scenario;
        try (PilotRun run = new PilotRun(played, Targets.LATENCY_P95, port == null ? 0 : port)) {
            out.printf(Locale.ROOT, "pilot-metrics quickstart: scenario %s, seed %d%n", played, chosen);
            out.printf(
                    Locale.ROOT,
                    "%d s of %d events a second, %d at once, to %s; see /metrics and /pilot there%n",
                    seconds,
                    rate,
                    Injector.AT_ONCE,
                    run.service().events());
            return finish(run.run(seconds, rate, chosen, err), run.service().port());
        }
    }

    private int input(long chosen, String file) throws UsageException, InterruptedException {
        Map<String, Long> announced = announce == null ? Map.of() : Announcements.read(announce);
        boolean stdin = file.equals("-");
        List<PilotMetrics> pilots = pilots(instances == null ? 1 : instances);
        try (Endpoints endpoints =
                port != null || keepOpen ? Endpoints.open(pilots.get(0), port == null ? 0 : port) : null) {
            String name = stdin ? "stdin" : file;
            InputRun run = new InputRun(pilots, name, columns, err);
            Result result = run.run(stdin ? null : Path.of(file), in, announced, chosen);
            out.printf(Locale.ROOT, "pilot-metrics quickstart: %s%n", Report.printable(name));
            return finish(result, endpoints == null ? 0 : endpoints.port());
        } finally {
            pilots.forEach(PilotMetrics::close);
        }
    }

    private static List<PilotMetrics> pilots(int instances) {
        Assurance assurance =
                instances == 1 ? Assurance.SOURCE_REACHES_ONE_INSTANCE : Assurance.ID_REACHES_ONE_INSTANCE;
        List<PilotMetrics> pilots = new ArrayList<>();
        for (int i = 1; i <= instances; i++) {
            pilots.add(PilotMetrics.builder("quickstart-input")
                    .instance("instance-" + i)
                    .assure(assurance)
                    .build());
        }
        return pilots;
    }

    private int finish(Result result, int listening) throws UsageException, InterruptedException {
        new Report(out).print(result);
        if (json != null) {
            try (Writer to = Files.newBufferedWriter(json)) {
                ResultJson.write(result, to);
            } catch (IOException e) {
                throw new UsageException("--json " + json + ": it cannot be written", e);
            }
            out.println("written to " + json);
        }
        if (keepOpen) {
            String base = "http://" + InetAddress.getLoopbackAddress().getHostAddress() + ":" + listening;
            out.println("open until interrupted: " + base + "/metrics and " + base + "/pilot");
            new CountDownLatch(1).await();
        }
        return result.exitCode();
    }
}
