// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.benchmarks.compare;

/** What time a comparison goes by. */
public enum Clock {
    /** The CPU time of the threads that run the benchmark: somebody else's load is not in it, nor is waiting for a lock. */
    WORKERS,
    /** The CPU time of the whole JVM: the collector's and the compiler's are in it. */
    JVM,
    /** The wall clock: whatever the machine does meanwhile is in it. */
    WALL;

    @Override
    public String toString() {
        return switch (this) {
            case WORKERS -> "CPU time of the benchmark's thread, wall clock where there are several";
            case JVM -> "CPU time of the JVM";
            case WALL -> "wall clock";
        };
    }
}
