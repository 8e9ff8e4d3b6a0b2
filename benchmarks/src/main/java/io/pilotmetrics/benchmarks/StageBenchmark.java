// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.benchmarks;

import io.pilotmetrics.benchmarks.handler.Lead;
import io.pilotmetrics.benchmarks.handler.StagePeer;
import io.pilotmetrics.benchmarks.handler.WrappedStage;
import java.util.concurrent.CompletableFuture;
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

/** What a wrapper adds to a call that returns a stage, completed right after the call has returned. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 3, jvmArgsAppend = "-Xmx1g")
public class StageBenchmark {

    private static final Long RECEIPT = 7L;

    /** Who wraps. */
    @Param
    @SuppressWarnings("NullAway.Init")
    StagePeer peer;

    @SuppressWarnings("NullAway.Init")
    private WrappedStage wrapped;

    private final Lead lead = new Lead("shop-eu");

    /** Makes the wrapper. */
    @Setup
    public void create() {
        wrapped = peer.wrap(event -> event.receipt);
    }

    /**
     * Handles an event to its end.
     *
     * @return the wrapper's stage
     */
    @Benchmark
    public Object handlerStage() {
        CompletableFuture<Long> receipt = new CompletableFuture<>();
        lead.receipt = receipt;
        Object stage = wrapped.apply(lead);
        receipt.complete(RECEIPT);
        return stage;
    }
}
