// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.benchmarks;

import io.pilotmetrics.benchmarks.handler.CallPeer;
import io.pilotmetrics.benchmarks.handler.Ids;
import io.pilotmetrics.benchmarks.handler.Lead;
import io.pilotmetrics.benchmarks.handler.WrappedCall;
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
 * What a wrapper adds to a call: two readings of the clock and all that is counted; with id, number and a rule where {@link Ids}
 * says so, with {@value Ids#REMEMBERED} ids remembered before the first call is timed.
 *
 * <pre>{@code java -jar benchmarks/target/benchmarks.jar handlerCall -p ids=TEXT -prof gc}</pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 3, jvmArgsAppend = "-Xmx2g")
public class HandlerBenchmark {

    private static final int TEXTS = 1 << 21;

    /** Who wraps. */
    @Param
    @SuppressWarnings("NullAway.Init")
    CallPeer peer;

    /** What ids the events have. */
    @Param
    @SuppressWarnings("NullAway.Init")
    Ids ids;

    @SuppressWarnings("NullAway.Init")
    private WrappedCall wrapped;

    private final Lead lead = new Lead("shop-eu");
    private String[] texts = {""};
    private long number;

    /** Makes the wrapper and lets it see ids until it remembers as many as it may. */
    @Setup
    public void remember() {
        wrapped = peer.wrap(ids, event -> event.handled++);
        if (ids == Ids.TEXT) {
            texts = new String[TEXTS];
            for (int i = 0; i < TEXTS; i++) {
                texts[i] = "lead-" + Long.toHexString(ScatteredIds.id(i));
            }
        }
        for (int i = 0; ids != Ids.NONE && i < Ids.REMEMBERED; i++) {
            wrapped.accept(next());
        }
    }

    private Lead next() {
        number++;
        lead.number = number;
        lead.id = ScatteredIds.id(number);
        lead.text = texts[(int) number & (texts.length - 1)];
        return lead;
    }

    /**
     * Handles the next event.
     *
     * @return how many were handled
     */
    @Benchmark
    public long handlerCall() {
        Lead next = next();
        wrapped.accept(next);
        return next.handled;
    }
}
