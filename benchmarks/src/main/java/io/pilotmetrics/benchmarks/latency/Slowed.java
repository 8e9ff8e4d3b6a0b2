// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.benchmarks.latency;

import java.lang.invoke.VarHandle;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/**
 * A planted slowdown: shows that the comparison sees one. A fence before it and a value handed on after it keep the processor from
 * hiding it behind the work itself.
 */
final class Slowed implements LatencySubject {

    /** The system property with the nanoseconds to lose at each call. */
    static final String PROPERTY = "pilotmetrics.plant";

    private static final int CALIBRATION_NANOS = 2_000_000;
    private static final int FEWEST_CALLS = 100;
    private static final int CALLS_UNTIL_COMPILED = 100_000;
    private static final int ATTEMPTS = 20;

    private final LatencySubject subject;
    private int steps = 1;
    private long state = 1;

    private Slowed(LatencySubject subject, int nanos) {
        this.subject = subject;
        for (int i = 0; i < CALLS_UNTIL_COMPILED; i++) {
            lose();
        }
        int calls = Math.max(FEWEST_CALLS, CALIBRATION_NANOS / nanos);
        double lost = quickest(calls);
        while (lost < nanos) {
            steps += (int) Math.max(1, (nanos - lost) / 2);
            lost = quickest(calls);
        }
    }

    /** The subject itself where nothing is planted. */
    static LatencySubject asAsked(LatencySubject subject) {
        int nanos = Integer.getInteger(PROPERTY, 0);
        return nanos > 0 ? new Slowed(subject, nanos) : subject;
    }

    /** Nanoseconds of one loss, in CPU time: the machine may have other work. */
    private double quickest(int calls) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long quickest = Long.MAX_VALUE;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            long start = threads.getCurrentThreadCpuTime();
            for (int i = 0; i < calls; i++) {
                lose();
            }
            quickest = Math.min(quickest, threads.getCurrentThreadCpuTime() - start);
        }
        return (double) quickest / calls;
    }

    private long lose() {
        VarHandle.fullFence();
        long x = state;
        for (int i = 0; i < steps; i++) {
            x = x * 0x5851f42d4c957f2dL + 1;
        }
        state = x;
        return x;
    }

    @Override
    public void record(long nanos) {
        // Two bits at most: the duration is what it was, and has to wait.
        subject.record(nanos + (lose() >>> 62));
    }

    @Override
    public long count() {
        return subject.count();
    }
}
