// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.examples.missing;

import io.pilotmetrics.PilotClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/** One run of a scenario. */
final class Run {

    static final List<String> INSTANCES = List.of("alpha", "beta");

    private static final int THREADS = 8;

    private final Scenario scenario;
    private final PilotClock clock;
    private final LongConsumer progress;

    /**
     * A run.
     *
     * @param progress takes the steps that are done
     */
    Run(Scenario scenario, PilotClock clock, LongConsumer progress) {
        this.scenario = scenario;
        this.clock = clock;
        this.progress = progress;
    }

    /** How many steps a run has. */
    static long steps(Scenario scenario) {
        return Plan.of(scenario, Instant.EPOCH).steps().size();
    }

    /**
     * Plays it in this process, by one thread.
     *
     * @param folder where the instances save their state
     * @param pace waits for the time of each step
     */
    Result inOneProcess(Path folder, Pace pace) {
        return inOneProcess(folder, pace, this::atKill);
    }

    /** The same, with something that becomes of the state of an instance that is killed. */
    Result inOneProcess(Path folder, Pace pace, Consumer<Path> atKill) {
        List<InProcess> instances = INSTANCES.stream()
                .map(name -> new InProcess(name, folder, clock, atKill))
                .toList();
        try (Balancer balancer = new Balancer(instances, Runnable::run)) {
            return play(balancer, pace);
        }
    }

    private void atKill(Path state) {
        if (scenario.plant() == Scenario.Plant.forget) {
            try {
                Files.deleteIfExists(state);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Plays it with a process for each instance. */
    Result inProcesses(Path folder) throws IOException {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS, task -> {
            Thread thread = new Thread(task, "balancer");
            thread.setDaemon(true);
            return thread;
        });
        try (Processes processes = new Processes();
                Balancer balancer = new Balancer(
                        INSTANCES.stream()
                                .map(name -> new OwnProcess(name, folder, processes, this::atKill))
                                .toList(),
                        threads)) {
            return play(balancer, Run::parked);
        } finally {
            threads.shutdownNow();
        }
    }

    private Result play(Balancer balancer, Pace pace) {
        balancer.startAll();
        long start = clock.nanos();
        Plan plan = Plan.of(scenario, clock.wall());
        long done = 0;
        for (Plan.Step step : plan.steps()) {
            pace.until(start, step.atNanos());
            step.work().on(balancer);
            progress.accept(++done);
        }
        return Result.of(scenario, plan.truth(), balancer.settled(), balancer);
    }

    /** Waits until so many nanoseconds have passed since the clock's reading at the start. */
    @FunctionalInterface
    interface Pace {
        void until(long start, long nanos);
    }

    /** Real time. */
    static void parked(long start, long nanos) {
        long left = start + nanos - System.nanoTime();
        while (left > 0) {
            LockSupport.parkNanos(left);
            left = start + nanos - System.nanoTime();
        }
    }
}
