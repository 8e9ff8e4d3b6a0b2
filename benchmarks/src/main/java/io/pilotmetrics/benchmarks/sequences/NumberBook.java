// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.benchmarks.sequences;

/** Keeps which numbers of which source have arrived. Numbers begin with 1. Thread-safe while numbers arrive. */
public interface NumberBook {

    /**
     * Notes that a number arrived.
     *
     * @param source the producer
     * @param number the number, 1 or more
     */
    void seen(String source, long number);

    /**
     * Which numbers are missing below the highest that arrived.
     *
     * @param source the producer
     * @return the numbers, in order
     */
    long[] missing(String source);

    /** Becomes as small as it can, where it does not by itself. */
    default void compact() {}
}
