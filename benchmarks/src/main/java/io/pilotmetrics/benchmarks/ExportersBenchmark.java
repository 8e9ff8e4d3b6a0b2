// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.benchmarks;

import io.pilotmetrics.PilotMetrics;
import io.pilotmetrics.benchmarks.export.Exporter;
import io.pilotmetrics.benchmarks.export.ManyHandlers;
import io.pilotmetrics.benchmarks.handler.Lead;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Whether an event costs more where exporters are bound, each read four times a second by another thread. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 3, jvmArgsAppend = "-Xmx1g")
public class ExportersBenchmark {

    private static final long PERIOD_MILLIS = 250;

    /** The names of {@link Exporter}s, with a plus between two of them; or {@code NONE}. */
    @Param({"NONE", "MICROMETER_PROMETHEUS", "OTEL", "PROMETHEUS", "MICROMETER_PROMETHEUS+OTEL+PROMETHEUS"})
    String exporters = "NONE";

    private final Lead lead = new Lead("shop-eu");
    private final PilotMetrics pilot = PilotMetrics.create("benchmark");
    private final Consumer<Lead> consumer =
            ManyHandlers.register(pilot, 1).get(0).consumer(event -> event.handled++);
    private @Nullable Future<?> readings;
    private volatile int read;
    private final ScheduledExecutorService reading = Executors.newSingleThreadScheduledExecutor();

    /** Binds the exporters and begins to read them. */
    @Setup
    public void bind() {
        List<IntSupplier> bound = Arrays.stream(exporters.split("\\+"))
                .filter(name -> !name.equals("NONE"))
                .map(name -> Exporter.valueOf(name).bind(pilot))
                .toList();
        if (!bound.isEmpty()) {
            readings = reading.scheduleAtFixedRate(
                    () -> read = bound.stream().mapToInt(IntSupplier::getAsInt).sum(),
                    0,
                    PERIOD_MILLIS,
                    TimeUnit.MILLISECONDS);
        }
    }

    /** Ends the reading. A figure is worth nothing if it failed, or read nothing. */
    @TearDown
    public void end() {
        boolean failed = readings != null && (readings.isDone() || read == 0);
        reading.shutdownNow();
        if (failed) {
            throw new IllegalStateException("exporters " + exporters + ": the reading failed, or read nothing");
        }
    }

    /**
     * Handles an event.
     *
     * @return how many were handled
     */
    @Benchmark
    public long exporters() {
        consumer.accept(lead);
        return lead.handled;
    }
}
