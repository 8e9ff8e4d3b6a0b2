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

/** What a second's tick costs, where some of the handlers have had an event since the last one and the others have not. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 3,
        jvmArgsAppend = {"-Xmx4g", SnapshotBenchmark.SIXTEEN_OWNERS})
public class TickBenchmark {

    private static final int THREADS = 16;

    /** How many calls each of the 16 threads makes on each handler before. */
    private static final int CALLS = 64;

    /** How many handlers there are. */
    @Param({"100", "1000"})
    int handlers;

    /** How many of them have an event in each second. */
    @Param({"0", "10", "100"})
    int active;

    private long[] latencies = {};

    @SuppressWarnings("NullAway.Init")
    private SnapshotSubject subject;

    private final Fleet fleet = new Fleet(THREADS);
    private int next;

    /** Uses all handlers on all threads. */
    @Setup
    public void fill() {
        subject = SnapshotPeer.PILOT_METRICS.create(handlers);
        latencies = Latencies.draw();
        fleet.each(thread -> {
            for (int i = 0; i < CALLS * handlers; i++) {
                subject.count(i % handlers, latencies[(i / handlers * THREADS + thread) & (Latencies.DRAWN - 1)]);
            }
        });
        subject.tick();
    }

    /** Ends the threads. */
    @TearDown
    public void end() {
        fleet.close();
    }

    /** One event on each active handler, and the tick. */
    @Benchmark
    public void snapshotTick() {
        for (int i = 0; i < active; i++) {
            subject.count(i, latencies[next++ & (Latencies.DRAWN - 1)]);
        }
        subject.tick();
    }
}
