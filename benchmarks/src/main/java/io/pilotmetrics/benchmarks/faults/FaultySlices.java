// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.benchmarks.faults;

import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporter;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import io.pilotmetrics.PilotMetrics;
import io.pilotmetrics.benchmarks.compare.Estimate;
import io.pilotmetrics.benchmarks.compare.Statistics;
import io.pilotmetrics.otel.PilotMetricProducer;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Events while a collector is healthy and while it is not. */
@Command(
        name = "CollectorFaults",
        mixinStandardHelpOptions = true,
        description = "Measures what a broken OTLP collector does to the events that it should hear of.")
public final class FaultySlices implements Callable<Integer> {

    private static final Duration EXPORTED_EVERY = Duration.ofMillis(200);
    private static final Duration TIMEOUT = Duration.ofSeconds(1);
    private static final long MOST_GROWTH_BYTES = 4L << 20;
    private static final int WARM_UP_SECONDS = 5;

    @Option(names = "--fault", paramLabel = "FAULT", description = "One of: ${COMPLETION-CANDIDATES}. Default: all.")
    private List<Fault> faults = List.of(Fault.values());

    @Option(names = "--pairs", paramLabel = "N", description = "Pairs of slices a fault, at least 2. Default: 20.")
    private int pairs = 20;

    @Option(names = "--seconds", paramLabel = "N", description = "How long a slice is. Default: 10.")
    private int seconds = 10;

    @Option(names = "--limit", paramLabel = "RATIO", description = "What no ratio may exceed. Default: 1.1.")
    private double limit = 1.1;

    @Option(
            names = "--brief",
            description =
                    "Fail only where the whole interval is above the limit: for few pairs, whose intervals are wide.")
    private boolean brief;

    @Option(names = "--seed", paramLabel = "N", description = "What the order of slices is drawn from. Default: 7.")
    private long seed = 7;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    /** One fault's slices, in pairs. */
    private record Pair(Load.Slice healthy, Load.Slice faulty) {}

    @Override
    public Integer call() throws Exception {
        if (pairs < 2 || seconds < 1) {
            throw new ParameterException(
                    spec.commandLine(), "--pairs needs at least 2 and --seconds 1, got " + pairs + " and " + seconds);
        }
        Logger exporters =
                Logger.getLogger("io.opentelemetry"); // kept: a logger that nobody refers to forgets its level
        exporters.setLevel(Level.OFF);
        out.printf(Locale.ROOT, "seed %d, %d pairs of %d s a fault%n%n", seed, pairs, seconds);
        out.println(
                "| fault | p99, faulty / healthy | throughput, healthy / faulty | exports dropped | heap grown | |");
        out.println("|---|---|---|---:|---:|---|");
        boolean passed = true;
        for (Fault fault : faults) {
            passed &= measure(fault);
        }
        return passed ? 0 : 1;
    }

    private boolean measure(Fault fault) throws IOException {
        try (Collector collector = new Collector();
                PilotMetrics pilot = PilotMetrics.create("faults")) {
            Load load = new Load(pilot.handler("h", long[].class).register().consumer(Load::work));
            CountingExporter exporter = new CountingExporter(OtlpHttpMetricExporter.builder()
                    .setEndpoint(collector.endpoint())
                    .setTimeout(TIMEOUT)
                    .build());
            try (SdkMeterProvider provider = SdkMeterProvider.builder()
                    .registerMetricProducer(PilotMetricProducer.of(pilot::snapshot))
                    .registerMetricReader(PeriodicMetricReader.builder(exporter)
                            .setInterval(EXPORTED_EVERY)
                            .build())
                    .build()) {
                return measure(fault, collector, exporter, load, provider);
            }
        }
    }

    private boolean measure(
            Fault fault, Collector collector, CountingExporter exporter, Load load, SdkMeterProvider provider)
            throws IOException {
        Random random = new Random(seed);
        var unused = load.run(WARM_UP_SECONDS);
        unused = faulty(fault, collector, load, WARM_UP_SECONDS);
        long heapBefore = heap();
        long droppedBefore = exporter.dropped();
        Pair[] all = new Pair[pairs];
        for (int i = 0; i < pairs; i++) {
            if (random.nextBoolean()) {
                Load.Slice healthy = load.run(seconds);
                all[i] = new Pair(healthy, faulty(fault, collector, load, seconds));
            } else {
                Load.Slice faulty = faulty(fault, collector, load, seconds);
                all[i] = new Pair(load.run(seconds), faulty);
            }
        }
        long grown = heap() - heapBefore;
        long dropped = exporter.dropped() - droppedBefore;
        boolean recovered =
                provider.forceFlush().join(20, TimeUnit.SECONDS).isSuccess() && collector.received() == load.sent();
        Estimate p99 = ratio(
                all, pair -> pair.faulty().p99Nanos(), pair -> pair.healthy().p99Nanos());
        Estimate throughput = ratio(
                all, pair -> pair.healthy().perSecond(), pair -> pair.faulty().perSecond());
        List<String> failures = new ArrayList<>();
        fail(failures, !holds(p99), "p99");
        fail(failures, !holds(throughput), "throughput");
        fail(failures, grown > MOST_GROWTH_BYTES, "memory grew");
        fail(failures, dropped == 0, "no export was dropped");
        fail(failures, !recovered, "counts are missing once mended");
        boolean passed = failures.isEmpty();
        out.printf(
                Locale.ROOT,
                "| %s | %.3f (%.3f to %.3f) | %.3f (%.3f to %.3f) | %,d | %,d KiB | %s |%n",
                fault.name().toLowerCase(Locale.ROOT),
                p99.value(),
                p99.low(),
                p99.high(),
                throughput.value(),
                throughput.low(),
                throughput.high(),
                dropped,
                grown >> 10,
                passed
                        ? "passed, all counts arrived once mended"
                        : recovered ? "failed" : "failed: counts are missing");
        return passed;
    }

    private static void fail(List<String> failures, boolean failed, String what) {
        if (failed) {
            failures.add(what);
        }
    }

    private static Load.Slice faulty(Fault fault, Collector collector, Load load, int seconds) throws IOException {
        collector.breakWith(fault);
        try {
            return load.run(seconds);
        } finally {
            collector.mend();
        }
    }

    private boolean holds(Estimate ratio) {
        return (brief ? ratio.low() : ratio.high()) <= limit;
    }

    private static Estimate ratio(Pair[] pairs, ToDoubleFunction<Pair> subject, ToDoubleFunction<Pair> peer) {
        return Statistics.ratio(
                Stream.of(pairs).mapToDouble(subject).toArray(),
                Stream.of(pairs).mapToDouble(peer).toArray());
    }

    /** What is used after a collection. */
    private static long heap() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
