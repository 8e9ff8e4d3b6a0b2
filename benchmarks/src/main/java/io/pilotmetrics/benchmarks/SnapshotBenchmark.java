// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.benchmarks;

import io.pilotmetrics.benchmarks.export.Fleet;
import io.pilotmetrics.benchmarks.export.SnapshotPeer;
import io.pilotmetrics.benchmarks.export.SnapshotSubject;
import java.util.concurrent.TimeUnit;
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

/**
 * What it costs to read many handlers: each was used by 16 threads that are still alive, and has recorded {@link Latencies} over
 * the last five minutes of its windows.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 3,
        jvmArgsAppend = {"-Xmx4g", SnapshotBenchmark.SIXTEEN_OWNERS})
public class SnapshotBenchmark {

    /** As if there were four cores, for which 16 threads own a stripe each, however many this machine has. */
    static final String SIXTEEN_OWNERS = "-XX:ActiveProcessorCount=4";

    private static final int THREADS = 16;
    private static final int TICKS = 300;

    /** How many calls each of the 16 threads makes on each handler before the windows begin to run. */
    private static final int CALLS = 256;

    /** Who is read. */
    @Param
    @SuppressWarnings("NullAway.Init")
    SnapshotPeer peer;

    /** How many handlers there are. */
    @Param({"1", "100", "1000"})
    int handlers;

    @SuppressWarnings("NullAway.Init")
    private SnapshotSubject subject;

    private final Fleet fleet = new Fleet(THREADS);

    /** Fills all handlers and their windows: from then on each second one handler in ten is used. */
    @Setup
    public void fill() {
        subject = peer.create(handlers);
        long[] latencies = Latencies.draw();
        fleet.each(thread -> {
            for (int i = 0; i < CALLS * handlers; i++) {
                subject.count(i % handlers, latencies[(i / handlers * THREADS + thread) & (Latencies.DRAWN - 1)]);
            }
        });
        for (int tick = 0; tick < TICKS; tick++) {
            subject.tick();
            for (int i = tick % 10; i < handlers || i == tick % 10; i += 10) {
                subject.count(i % handlers, latencies[(i + tick) & (Latencies.DRAWN - 1)]);
            }
        }
        subject.tick();
    }

    /** Ends the threads. */
    @TearDown
    public void end() {
        fleet.close();
    }

    /**
     * Reads everything.
     *
     * @return what was read
     */
    @Benchmark
    public Object snapshot() {
        return subject.read();
    }
}
