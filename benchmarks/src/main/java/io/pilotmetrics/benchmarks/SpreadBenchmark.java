// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.benchmarks;

import io.pilotmetrics.benchmarks.export.ManyHandlers;
import io.pilotmetrics.benchmarks.handler.CallPeer;
import io.pilotmetrics.benchmarks.handler.Lead;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
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

/** Whether an event costs the same where its pilot has many handlers: each event goes to the next one. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 3, jvmArgsAppend = "-Xmx2g")
public class SpreadBenchmark {

    /** Ours, or the bare call. */
    @Param({"PILOT_METRICS", "BASELINE"})
    @SuppressWarnings("NullAway.Init")
    CallPeer peer;

    /** How many handlers there are. */
    @Param({"1", "10", "100", "1000"})
    int handlers;

    private final Lead lead = new Lead("shop-eu");
    private List<Consumer<Lead>> consumers = List.of();
    private int at;

    /** Makes the handlers. */
    @Setup
    public void create() {
        consumers = ManyHandlers.consumers(peer == CallPeer.PILOT_METRICS, handlers);
    }

    /**
     * Handles an event with the next handler.
     *
     * @return how many were handled
     */
    @Benchmark
    public long handlerSpread() {
        int mine = at;
        at = mine + 1 == handlers ? 0 : mine + 1;
        consumers.get(mine).accept(lead);
        return lead.handled;
    }
}
