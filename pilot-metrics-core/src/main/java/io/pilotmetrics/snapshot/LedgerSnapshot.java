// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.snapshot;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which numbers of which source are missing.
 *
 * @param sources one entry for each source and epoch, in order of both
 * @param undeterminedSources numbers that no source's entry holds: of sources beyond the bound, before the first number of their
 *     source, or given up with its oldest gaps; each delivery of such a number counts
 */
public record LedgerSnapshot(List<SourceLedger> sources, long undeterminedSources) {

    /** No source. */
    public static final LedgerSnapshot EMPTY = new LedgerSnapshot(List.of(), 0);

    /**
     * Checks and copies its parts.
     *
     * @param sources one entry for each source and epoch, in order of both
     * @param undeterminedSources numbers that no source's entry holds: of sources beyond the bound, before the first number of their
     *     source, or given up with its oldest gaps; each delivery of such a number counts
     */
    public LedgerSnapshot {
        List<SourceLedger> ordered = new ArrayList<>(sources);
        ordered.sort(Comparator.comparing(SourceLedger::source).thenComparingLong(SourceLedger::epoch));
        sources = List.copyOf(ordered);
    }

    /**
     * The numbers of a source that are missing for good, over all of its epochs.
     *
     * @param source the producer
     * @return the dropped numbers by epoch, in order; empty where nothing is missing or the source is unknown
     */
    public Map<Long, NumberRanges> missing(String source) {
        Map<Long, NumberRanges> byEpoch = new TreeMap<>();
        for (SourceLedger ledger : sources) {
            if (ledger.source().equals(source) && ledger.dropped().size() > 0) {
                byEpoch.put(ledger.epoch(), ledger.dropped());
            }
        }
        return byEpoch;
    }

    /**
     * How many numbers all sources should have brought.
     *
     * @return the sum over all sources
     */
    public long expected() {
        return sources.stream().mapToLong(SourceLedger::expected).sum();
    }

    /**
     * How many distinct numbers arrived.
     *
     * @return the sum over all sources
     */
    public long seen() {
        return sources.stream().mapToLong(SourceLedger::seen).sum();
    }

    /**
     * How many numbers are missing for good.
     *
     * @return the sum over all sources
     */
    public long dropped() {
        return sources.stream().mapToLong(s -> s.dropped().size()).sum();
    }

    /**
     * How many numbers are missing and still within their grace time.
     *
     * @return the sum over all sources
     */
    public long pending() {
        return sources.stream().mapToLong(s -> s.pending().size()).sum();
    }

    /**
     * How many numbers nothing can be said about: left out by jumps, or of sources beyond the bound.
     *
     * @return the sum over all sources
     */
    public long undetermined() {
        return sources.stream()
                .mapToLong(s -> s.undetermined().size())
                .reduce(undeterminedSources, LedgerSnapshot::saturated);
    }

    /** Two jumps to the end of all numbers are more than one number can hold. */
    private static long saturated(long a, long b) {
        long sum = a + b;
        return sum < 0 ? Long.MAX_VALUE : sum;
    }

    /**
     * What two instances know together.
     *
     * @param other the other instance's ledger
     * @return the ledger of both
     */
    public LedgerSnapshot plus(LedgerSnapshot other) {
        Map<List<Object>, SourceLedger> merged = new java.util.LinkedHashMap<>();
        for (List<SourceLedger> side : List.of(sources, other.sources)) {
            side.forEach(s -> merged.merge(List.of(s.source(), s.epoch()), s, SourceLedger::plus));
        }
        return new LedgerSnapshot(new ArrayList<>(merged.values()), undeterminedSources + other.undeterminedSources);
    }
}
