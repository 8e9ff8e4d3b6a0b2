// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.benchmarks.compare;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/**
 * A JMH profiler: the CPU time of an operation. On a machine that others use too, the wall clock measures them as well; a thread
 * that waits for a core uses none of its own time.
 *
 * <p>It leaves out waiting for locks, which favours those who take them.
 */
@SuppressWarnings("rawtypes") // JMH's own interface is.
public final class CpuTime implements InternalProfiler {

    /** The label of what the benchmark's own threads used. */
    static final String OF_WORKERS = "cpu.workers";

    /** The label of what all threads of the JVM used, the collector's and the compiler's too. */
    static final String OF_JVM = "cpu.jvm";

    private static final String WORKER = "-jmh-worker-";

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final OperatingSystemMXBean process = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private long workersBefore;
    private long jvmBefore;

    /** For JMH, which makes one in each fork. */
    public CpuTime() {}

    @Override
    public String getDescription() {
        return "CPU time of an operation";
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        workersBefore = workersNanos();
        jvmBefore = process.getProcessCpuTime();
    }

    @Override
    public Collection<? extends Result> afterIteration(
            BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
        long operations = Math.max(1, result.getMetadata().getAllOps());
        return List.of(
                perOperation(OF_WORKERS, workersNanos() - workersBefore, operations),
                perOperation(OF_JVM, process.getProcessCpuTime() - jvmBefore, operations));
    }

    private static ScalarResult perOperation(String label, long nanos, long operations) {
        return new ScalarResult(label, (double) nanos / operations, "ns/op", AggregationPolicy.AVG);
    }

    private long workersNanos() {
        return Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
                .filter(Objects::nonNull)
                .filter(thread -> thread.getThreadName().contains(WORKER))
                .mapToLong(ThreadInfo::getThreadId)
                .map(threads::getThreadCpuTime)
                .sum();
    }
}
