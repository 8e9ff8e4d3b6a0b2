// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.examples.quickstart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process that a test started: what it prints is kept in a file, and it ends with the test, in whatever way that ends. */
final class PrometheusProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int SHOWN = 4_000;

    private final String name;
    private final Process process;
    private final Path log;
    private final Thread hook;

    /** What is waited for: empty until it is there. */
    @FunctionalInterface
    interface Attempt {
        String now() throws IOException, InterruptedException;
    }

    private PrometheusProcess(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
        this.hook = new Thread(process::destroyForcibly, "end-" + name);
        Runtime.getRuntime().addShutdownHook(hook);
    }

    static PrometheusProcess start(String name, Path log, List<String> command) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        return new PrometheusProcess(name, process, log);
    }

    /** Starts a Java program: {@code -jar} and a file, or {@code -cp}, a class path and a class. */
    static PrometheusProcess java(String name, Path log, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m", "-XX:+UseSerialGC"));
        command.addAll(List.of(arguments));
        return start(name, log, command);
    }

    String await(String what, Attempt attempt) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        for (boolean running = true; running && System.nanoTime() < deadline; ) {
            String found = attempt.now();
            if (!found.isEmpty()) {
                return found;
            }
            running = !process.waitFor(50, TimeUnit.MILLISECONDS);
        }
        String state = process.isAlive() ? " goes on" : " ended with " + process.exitValue();
        throw new AssertionError("waited in vain for " + what + "; " + name + state + "\n" + log());
    }

    /** What it printed last. */
    String log() throws IOException {
        String all = Files.readString(log);
        return name + " printed, in " + log + ":\n" + all.substring(Math.max(0, all.length() - SHOWN));
    }

    /** Ends it at once, as {@code kill -9} does; returns when it is gone. */
    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // It runs already.
        }
    }
}
