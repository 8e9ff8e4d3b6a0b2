// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.benchmarks.faults;

import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;

/** Events one after the other, each a few microseconds of work, for one slice of time. */
final class Load {

    /**
     * What a slice came to.
     *
     * @param p99Nanos how long all but one of a hundred events took at most
     * @param perSecond events a second
     */
    record Slice(double p99Nanos, double perSecond) {}

    private static final int ROUNDS = 2_000;

    private final Consumer<? super long[]> consumer;
    private final long[] event = {88172645463325252L};
    private long sent;

    Load(Consumer<? super long[]> consumer) {
        this.consumer = consumer;
    }

    /** What the handler's code does: a fixed number of steps of a xorshift generator. */
    static void work(long[] event) {
        long x = event[0];
        for (int i = 0; i < ROUNDS; i++) {
            x ^= x << 13;
            x ^= x >>> 7;
            x ^= x << 17;
        }
        event[0] = x;
    }

    long sent() {
        return sent;
    }

    Slice run(int seconds) {
        Histogram durations = new Histogram(TimeUnit.SECONDS.toNanos(60), 3);
        long begin = System.nanoTime();
        long end = begin + TimeUnit.SECONDS.toNanos(seconds);
        long before = begin;
        long events = 0;
        while (before < end) {
            consumer.accept(event);
            long after = System.nanoTime();
            durations.recordValue(after - before);
            before = after;
            events++;
        }
        sent += events;
        return new Slice(durations.getValueAtPercentile(99), events / ((before - begin) / 1e9));
    }
}
