// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.benchmarks.compare;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What is compared with what. */
public enum Suite {
    /** Counting a duration. */
    RECORDER,
    /** Counting durations from several threads. */
    CONTENTION,
    /** A wrapped call. */
    HANDLER,
    /** Remembering ids. */
    DUPLICATES,
    /** Reading many handlers. */
    SNAPSHOT,
    /** An event where exporters are bound. */
    EXPORTERS;

    /**
     * The questions, in the order of the table.
     *
     * @param quick leaves out what only informs
     * @return the comparisons
     */
    public List<Comparison> comparisons(boolean quick) {
        return switch (this) {
            case RECORDER -> RecorderSuite.comparisons();
            case CONTENTION -> ContentionSuite.comparisons(quick ? List.of(1, 2) : List.of(1, 2, 4, 8));
            case HANDLER -> HandlerSuite.comparisons();
            case DUPLICATES ->
                DuplicatesSuite.comparisons(
                        quick ? List.of(100_000, 1_000_000) : List.of(100_000, 1_000_000, 10_000_000));
            case SNAPSHOT -> ReadingSuites.snapshot();
            case EXPORTERS -> ReadingSuites.exporters();
        };
    }

    /**
     * What time the suite goes by where nothing else is asked.
     *
     * @return the wall clock for contention, where waiting is the cost, so that it wants a machine of its own; the JVM's time for
     *     snapshots, whose garbage is part of their cost; else the time of the benchmark's threads
     */
    public Clock clock() {
        return switch (this) {
            case CONTENTION -> Clock.WALL;
            case SNAPSHOT -> Clock.JVM;
            case RECORDER, HANDLER, DUPLICATES, EXPORTERS -> Clock.WORKERS;
        };
    }

    /**
     * How many iterations come before those that are measured.
     *
     * @return more for readings, each so long that few of them fit into an iteration
     */
    public int warmups() {
        return this == SNAPSHOT ? 16 : 4;
    }

    /**
     * What has to be measured to answer them.
     *
     * @param comparisons the questions
     * @return each cell once, baselines first
     */
    public static Set<Cell> cells(List<Comparison> comparisons) {
        return comparisons.stream().flatMap(Comparison::cells).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** The name on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
