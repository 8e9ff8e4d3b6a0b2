// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.benchmarks;

import io.pilotmetrics.benchmarks.ids.IdPeer;
import io.pilotmetrics.benchmarks.ids.IdSubject;
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

/** What it costs to look an id up and remember it: 19 of 20 are new, so that as many have to go; one repeats one of the last thousand. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 3, jvmArgsAppend = "-Xmx6g")
public class DuplicatesBenchmark {

    private static final int REPEAT_EVERY = 20;
    private static final int RECENT = 1_024;

    /** Who remembers. */
    @Param
    @SuppressWarnings("NullAway.Init")
    IdPeer peer;

    /** How many ids. */
    @Param({"10000", "100000", "1000000", "10000000"})
    int size;

    @SuppressWarnings("NullAway.Init")
    private IdSubject subject;

    private long number;

    /** Lets it see as many ids as it remembers, and half as many more. */
    @Setup
    public void remember() {
        subject = peer.create(size);
        for (long i = 0; i < size * 3L / 2; i++) {
            subject.first(ScatteredIds.id(++number));
        }
    }

    /**
     * Looks the next id up.
     *
     * @return whether it was new
     */
    @Benchmark
    public boolean duplicates() {
        long n = ++number;
        return subject.first(ScatteredIds.id(n % REPEAT_EVERY == 0 ? recent(n) : n));
    }

    /** One of the last, and none whose turn was a repeat. */
    private static long recent(long n) {
        long recent = n - 1 - (ScatteredIds.id(n) & (RECENT - 1));
        return recent % REPEAT_EVERY == 0 ? recent - 1 : recent;
    }
}
