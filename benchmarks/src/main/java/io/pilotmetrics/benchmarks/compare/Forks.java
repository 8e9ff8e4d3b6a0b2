// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.benchmarks.compare;

import java.util.Collection;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Measures a cell in a fork of its own, with JMH.
 *
 * @param warmups how many iterations warm up
 * @param iterations how many are measured
 * @param millis how long each takes
 * @param clock what time it goes by where one thread runs; the wall clock where there are several
 * @param properties further arguments for the fork's JVM
 */
@SuppressWarnings("rawtypes") // JMH's own results are.
public record Forks(int warmups, int iterations, int millis, Clock clock, List<String> properties) {

    private static final String BYTES = "gc.alloc.rate.norm";

    /** Keeps a copy. */
    public Forks {
        properties = List.copyOf(properties);
    }

    /**
     * Runs one fork.
     *
     * @param cell what to measure
     * @return the medians of its iterations
     * @throws RunnerException if the fork fails
     */
    public Sample measure(Cell cell) throws RunnerException {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include("^" + Pattern.quote(cell.method()) + "$")
                .threads(cell.threads())
                .forks(1)
                .warmupIterations(warmups)
                .warmupTime(TimeValue.milliseconds(millis))
                .measurementIterations(iterations)
                .measurementTime(TimeValue.milliseconds(millis))
                .addProfiler(GCProfiler.class)
                .addProfiler(CpuTime.class)
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT);
        cell.parameters().forEach(options::param);
        if (!properties.isEmpty()) {
            options.jvmArgsPrepend(properties.toArray(String[]::new));
        }
        Collection<RunResult> results = new Runner(options.build()).run();
        if (results.size() != 1) {
            throw new RunnerException("expected one result for " + cell + ", got " + results.size());
        }
        Collection<IterationResult> measured = results.iterator().next().getBenchmarkResults().stream()
                .flatMap(fork -> fork.getIterationResults().stream())
                .toList();
        return new Sample(
                median(measured, iteration -> nanos(cell, iteration)),
                median(measured, iteration -> secondary(iteration, BYTES)));
    }

    private double nanos(Cell cell, IterationResult iteration) {
        // Among several threads waiting is part of the cost.
        return switch (cell.threads() > 1 ? Clock.WALL : clock) {
            case WORKERS -> secondary(iteration, CpuTime.OF_WORKERS);
            case JVM -> secondary(iteration, CpuTime.OF_JVM);
            case WALL -> iteration.getPrimaryResult().getScore();
        };
    }

    private static double secondary(IterationResult iteration, String label) {
        return iteration.getSecondaryResults().entrySet().stream()
                .filter(result -> result.getKey().endsWith(label))
                .mapToDouble(result -> result.getValue().getScore())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("JMH gave no " + label));
    }

    private static double median(Collection<IterationResult> iterations, ToDoubleFunction<IterationResult> figure) {
        return Statistics.median(iterations.stream().mapToDouble(figure).toArray());
    }
}
