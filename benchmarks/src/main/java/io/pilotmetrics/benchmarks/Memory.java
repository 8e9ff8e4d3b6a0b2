// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.benchmarks;

import io.pilotmetrics.benchmarks.compare.Targets;
import io.pilotmetrics.benchmarks.export.Fleet;
import io.pilotmetrics.benchmarks.latency.PilotRecorder;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.openjdk.jol.info.GraphLayout;
import org.openjdk.jol.info.GraphPathRecord;
import org.openjdk.jol.vm.VM;

/**
 * Weighs a handler's latency with JOL, by how many threads have used it: all at the same time and all still alive, each over 14
 * octaves, from 1 ms to 16 s; 16 of them own a stripe each, on a machine of any size.
 *
 * <pre>{@code java -cp benchmarks/target/benchmarks.jar io.pilotmetrics.benchmarks.Memory}</pre>
 *
 * <p>What is reached through a {@link Thread}, a class or a class loader belongs to the JVM and is left out.
 */
public final class Memory {

    private static final List<Class<?>> FOREIGN = List.of(Thread.class, Class.class, ClassLoader.class);
    private static final int OCTAVES = 14;
    private static final int PER_OCTAVE = 32;
    private static final int ROUNDS = 100;
    /** Where an octave of the buckets begins, which are aligned to seconds. */
    private static final double FIRST_NANOS = 1e9 / 1_024;

    /** Lets JOL ask the JVM itself for the size of an object; only the command line can. */
    private static final String ATTACH = "jdk.attach.allowAttachSelf";

    static {
        // JOL needs it for the fields of lambdas and records.
        System.setProperty("jol.magicFieldOffset", "true");
    }

    private Memory() {}

    /**
     * Prints the report, from a JVM of its own.
     *
     * @param args none
     * @throws IOException if that JVM cannot be started
     * @throws InterruptedException if this one is interrupted meanwhile
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        if (System.getProperty(ATTACH) == null) {
            String java =
                    Path.of(System.getProperty("java.home"), "bin", "java").toString();
            String path = System.getProperty("java.class.path");
            System.exit(new ProcessBuilder(
                            java,
                            "-D" + ATTACH + "=true",
                            SnapshotBenchmark.SIXTEEN_OWNERS,
                            "-cp",
                            path,
                            Memory.class.getName())
                    .inheritIO()
                    .start()
                    .waitFor());
        }
        report();
    }

    private static void report() {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        out.println("| threads | bytes | target | verdict |");
        out.println("|---:|---:|---|---|");
        for (int threads : List.of(1, 2, 4, 8, 16, 64)) {
            long bytes = weigh(threads);
            out.println("| " + threads + " | " + bytes + " | " + verdict(threads, bytes) + " |");
        }
        out.println();
        out.println("One latency recorder, " + OCTAVES + " octaves in use; "
                + Runtime.getRuntime().availableProcessors() + " cores made believe, "
                + System.getProperty("java.vm.name") + " "
                + Runtime.version() + ", objects aligned to " + VM.current().objectAlignment() + " bytes");
    }

    /**
     * Weighs a recorder that so many threads have used.
     *
     * @param threads how many
     * @return bytes
     */
    static long weigh(int threads) {
        PilotRecorder recorder = new PilotRecorder();
        try (Fleet fleet = new Fleet(threads)) {
            fleet.each(thread -> {
                for (int i = 0; i < ROUNDS * OCTAVES * PER_OCTAVE; i++) {
                    double octave = (i % (OCTAVES * PER_OCTAVE) + 0.5) / PER_OCTAVE;
                    recorder.record((long) (FIRST_NANOS * Math.pow(2, octave)));
                }
            });
            return bytes(GraphLayout.parseInstance(recorder.weighed()));
        }
    }

    private static long bytes(GraphLayout graph) {
        List<GraphPathRecord> found =
                graph.addresses().stream().map(graph::record).toList();
        List<String> foreign = found.stream()
                .filter(object -> FOREIGN.stream().anyMatch(type -> type.isAssignableFrom(object.klass())))
                .map(GraphPathRecord::path)
                .toList();
        return found.stream()
                .filter(object -> foreign.stream().noneMatch(path -> within(object.path(), path)))
                .mapToLong(GraphPathRecord::size)
                .sum();
    }

    private static boolean within(String path, String outer) {
        return path.equals(outer) || path.startsWith(outer + ".") || path.startsWith(outer + "[");
    }

    private static String verdict(int threads, long bytes) {
        long limit = threads == 1
                ? Targets.MEMORY_OF_ONE_THREAD
                : threads == 16 ? Targets.MEMORY_OF_SIXTEEN_THREADS : Long.MAX_VALUE;
        if (limit == Long.MAX_VALUE) {
            return " | ";
        }
        return "≤ " + limit + " | *" + (bytes <= limit ? "met" : "missed") + "*";
    }
}
