// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.benchmarks;

import io.pilotmetrics.benchmarks.handler.Lead;
import io.pilotmetrics.benchmarks.sequences.Arrival;
import io.pilotmetrics.benchmarks.sequences.NumberedCall;
import io.pilotmetrics.benchmarks.sequences.SequencePeer;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.function.Supplier;
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
 * What the number of a source adds to a wrapped call without id and rule: that call is the same for all, only who keeps the number differs.
 *
 * <pre>{@code java -jar benchmarks/target/benchmarks.jar handlerNumber -p arrival=MANY_SOURCES -prof gc}</pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 3, jvmArgsAppend = "-Xmx2g")
public class SequenceBenchmark {

    /** Who keeps the numbers. */
    @Param
    @SuppressWarnings("NullAway.Init")
    SequencePeer peer;

    /** Which numbers arrive. */
    @Param
    @SuppressWarnings("NullAway.Init")
    Arrival arrival;

    @SuppressWarnings("NullAway.Init")
    private NumberedCall call;

    @SuppressWarnings("NullAway.Init")
    private IntFunction<Supplier<Lead>> arrivals;

    /** Makes the wrapper. */
    @Setup
    public void create() {
        call = peer.wrap(event -> event.handled++);
        arrivals = arrival.begin();
    }

    /** What comes to a thread. */
    @State(Scope.Thread)
    public static class Mine {
        @SuppressWarnings("NullAway.Init")
        private Supplier<Lead> next;

        /**
         * Lets the first events come.
         *
         * @param all the wrapper
         * @param thread which thread it is
         */
        @Setup
        public void begin(SequenceBenchmark all, ThreadParams thread) {
            next = all.arrivals.apply(thread.getThreadIndex());
            for (int i = 0; i < all.arrival.before(); i++) {
                all.call.accept(next.get());
            }
        }
    }

    /**
     * Handles the next event.
     *
     * @param mine what comes to this thread
     * @return how many it handled
     */
    @Benchmark
    public long handlerNumber(Mine mine) {
        Lead lead = mine.next.get();
        call.accept(lead);
        return lead.handled;
    }
}
