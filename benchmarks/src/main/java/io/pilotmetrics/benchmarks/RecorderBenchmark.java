// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.benchmarks;

import io.pilotmetrics.benchmarks.latency.LatencyPeer;
import io.pilotmetrics.benchmarks.latency.LatencySubject;
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
import org.openjdk.jmh.infra.ThreadParams;

/**
 * What it costs to count one duration, fed {@link Latencies}: without reading a clock, since a clock around nothing would hit
 * one bucket, and once more with the pair of readings that a caller needs.
 *
 * <pre>{@code
 * java -jar benchmarks/target/benchmarks.jar recorder -prof gc
 * java -jar benchmarks/target/benchmarks.jar contention -t 2 -p subjects=1 -prof gc
 * }</pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 3, jvmArgsAppend = "-Xmx1g")
public class RecorderBenchmark {

    /** Who counts. */
    @Param
    @SuppressWarnings("NullAway.Init")
    LatencyPeer peer;

    private final long[] latencies = Latencies.draw();

    @SuppressWarnings("NullAway.Init")
    private LatencySubject subject;

    /** Makes the subject. */
    @Setup
    public void create() {
        subject = peer.create();
    }

    /** Where a thread stands among the drawn latencies. */
    @State(Scope.Thread)
    public static class Cursor {
        private int at;

        /**
         * Lets each thread begin elsewhere.
         *
         * @param thread which thread it is
         */
        @Setup
        public void begin(ThreadParams thread) {
            at = thread.getThreadIndex() * 577;
        }

        int next() {
            return at++ & (Latencies.DRAWN - 1);
        }
    }

    /**
     * Counts the next duration.
     *
     * @param cursor where this thread stands
     * @return the duration
     */
    @Benchmark
    public long recorder(Cursor cursor) {
        long nanos = latencies[cursor.next()];
        subject.record(nanos);
        return nanos;
    }

    /**
     * Counts the next duration, lengthened by what two readings of the clock are apart.
     *
     * @param cursor where this thread stands
     * @return the duration
     */
    @Benchmark
    public long recorderWithClock(Cursor cursor) {
        long start = System.nanoTime();
        long end = System.nanoTime();
        long nanos = latencies[cursor.next()] + (end - start);
        subject.record(nanos);
        return nanos;
    }
}
