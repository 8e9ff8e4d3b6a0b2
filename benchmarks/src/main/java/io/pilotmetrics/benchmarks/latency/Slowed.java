// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.benchmarks.latency;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import org.openjdk.jmh.infra.Blackhole;

/** A planted slowdown: shows that the comparison sees one. */
final class Slowed implements LatencySubject {

    /** The system property with the nanoseconds to lose at each call. */
    static final String PROPERTY = "pilotmetrics.plant";

    private static final int CALIBRATION_CALLS = 200_000;
    private static final int CALIBRATION_TOKENS = 100;

    private final LatencySubject subject;
    private final long tokens;

    private Slowed(LatencySubject subject, int nanos) {
        this.subject = subject;
        double nanosPerToken = Double.MAX_VALUE;
        for (int attempt = 0; attempt < 5; attempt++) {
            nanosPerToken = Math.min(nanosPerToken, nanosPerToken());
        }
        this.tokens = Math.max(1, Math.round(nanos / nanosPerToken));
    }

    /** The subject itself where nothing is planted. */
    static LatencySubject asAsked(LatencySubject subject) {
        int nanos = Integer.getInteger(PROPERTY, 0);
        return nanos > 0 ? new Slowed(subject, nanos) : subject;
    }

    private static double nanosPerToken() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long start = threads.getCurrentThreadCpuTime();
        for (int i = 0; i < CALIBRATION_CALLS; i++) {
            Blackhole.consumeCPU(CALIBRATION_TOKENS);
        }
        return (threads.getCurrentThreadCpuTime() - start) / ((double) CALIBRATION_CALLS * CALIBRATION_TOKENS);
    }

    @Override
    public void record(long nanos) {
        Blackhole.consumeCPU(tokens);
        subject.record(nanos);
    }

    @Override
    public long count() {
        return subject.count();
    }
}
