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
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.ThreadParams;

/** The same as {@link RecorderBenchmark} from several threads, on one instrument or dealt out over two. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Threads(2)
@Fork(value = 3, jvmArgsAppend = "-Xmx1g")
public class ContentionBenchmark {

    /** Who counts. */
    @Param
    @SuppressWarnings("NullAway.Init")
    LatencyPeer peer;

    /** How many instruments there are. */
    @Param({"1", "2"})
    int subjects;

    private final long[] latencies = Latencies.draw();

    private LatencySubject[] made = {};

    /** Makes the instruments. */
    @Setup
    public void create() {
        made = new LatencySubject[subjects];
        for (int i = 0; i < subjects; i++) {
            made[i] = peer.create();
        }
    }

    /** A thread's instrument, and where it stands among the drawn latencies. */
    @State(Scope.Thread)
    public static class Mine {
        @SuppressWarnings("NullAway.Init")
        private LatencySubject subject;

        private int at;

        /**
         * Deals out the instruments.
         *
         * @param all the instruments
         * @param thread which thread it is
         */
        @Setup
        public void choose(ContentionBenchmark all, ThreadParams thread) {
            subject = all.made[thread.getThreadIndex() % all.made.length];
            at = thread.getThreadIndex() * 577;
        }
    }

    /**
     * Counts the next duration.
     *
     * @param mine this thread's instrument
     * @return the duration
     */
    @Benchmark
    public long contention(Mine mine) {
        long nanos = latencies[mine.at++ & (Latencies.DRAWN - 1)];
        mine.subject.record(nanos);
        return nanos;
    }
}
