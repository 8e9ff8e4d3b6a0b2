// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.benchmarks;

import java.util.Random;
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
import org.openjdk.jmh.annotations.Warmup;

/**
 * What it costs to count one duration, fed 4,096 log-normal latencies drawn beforehand, without reading a clock.
 *
 * <pre>{@code java -jar benchmarks/target/benchmarks.jar RecorderBenchmark -prof gc}</pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class RecorderBenchmark {

    private static final int DRAWN = 4_096;

    /** Who does the work. */
    @Param
    @SuppressWarnings("NullAway.Init")
    LatencySubject.Peer peer;

    private final long[] latencies = new long[DRAWN];

    @SuppressWarnings("NullAway.Init")
    private LatencySubject subject;

    /** Where a thread stands among the drawn latencies. */
    @State(Scope.Thread)
    public static class Cursor {
        int at;
    }

    /** Draws the latencies: median 20 ms, one in a thousand above 430 ms. */
    @Setup
    public void draw() {
        Random random = new Random(20_261_125);
        for (int i = 0; i < DRAWN; i++) {
            latencies[i] = (long) Math.exp(Math.log(20e6) + random.nextGaussian());
        }
        subject = peer.create();
    }

    /**
     * Counts the next duration.
     *
     * @param cursor where this thread stands
     */
    @Benchmark
    public void record(Cursor cursor) {
        subject.record(latencies[cursor.at++ & (DRAWN - 1)]);
    }
}
