// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.snapshot;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which numbers of which source are missing.
 *
 * @param sources one entry for each source and epoch, in order of both
 * @param unplaced arrivals that no source's entry holds: numbers of sources beyond the bound, before the first number of their
 *     source, or sealed before; each delivery of such a number counts
 * @param forgottenUntil until when this instance, which lost its memory by an unplanned end, may have seen numbers of sources that
 *     it does not list; null where it remembers all
 */
public record LedgerSnapshot(
        List<SourceLedger> sources, long unplaced, @Nullable Instant forgottenUntil) {

    /** No source. */
    public static final LedgerSnapshot EMPTY = new LedgerSnapshot(List.of(), 0, null);

    /**
     * Checks and copies its parts.
     *
     * @param sources one entry for each source and epoch, in order of both
     * @param unplaced arrivals that no source's entry holds
     * @param forgottenUntil until when this instance may have seen what it does not remember; null where it remembers all
     */
    public LedgerSnapshot {
        List<SourceLedger> ordered = new ArrayList<>(sources);
        ordered.sort(Comparator.comparing(SourceLedger::source).thenComparingLong(SourceLedger::epoch));
        sources = List.copyOf(ordered);
    }

    /**
     * The ledger of an instance that remembers all.
     *
     * @param sources one entry for each source and epoch
     * @param unplaced arrivals that no source's entry holds
     */
    public LedgerSnapshot(List<SourceLedger> sources, long unplaced) {
        this(sources, unplaced, null);
    }

    /**
     * The numbers of a source that are missing for good, over all of its epochs, and when they must have been sent.
     *
     * @param source the producer
     * @return the gaps in order of epoch and number; empty where nothing is missing or the source is unknown
     */
    public List<Gap> missing(String source) {
        return sources.stream()
                .filter(ledger -> ledger.source().equals(source))
                .flatMap(ledger -> ledger.dropped().of(ledger.epoch()).stream())
                .toList();
    }

    /**
     * The sources and epochs with numbers that are missing for good.
     *
     * @return the one with most of them first
     */
    public List<SourceLedger> worst() {
        return sources.stream()
                .filter(ledger -> ledger.dropped().count() > 0)
                .sorted(Comparator.comparingLong(
                                (SourceLedger ledger) -> ledger.dropped().size())
                        .reversed())
                .toList();
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
     * How many numbers nothing can be said about: {@linkplain SourceLedger#jumped left out by jumps}, {@linkplain
     * SourceLedger#forgotten forgotten}, and arrivals that have no place.
     *
     * @return the sum over all sources
     */
    public long undetermined() {
        return sources.stream().mapToLong(SourceLedger::unknown).reduce(unplaced, LedgerSnapshot::saturated);
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
        Map<List<Object>, SourceLedger> merged = new LinkedHashMap<>();
        sources.forEach(ledger -> merged.put(key(ledger), ledger));
        Set<List<Object>> onlyOurs = new HashSet<>(merged.keySet());
        for (SourceLedger theirs : other.sources) {
            SourceLedger ours = merged.get(key(theirs));
            merged.put(
                    key(theirs),
                    ours == null ? LedgerMerge.besideOneThatForgot(theirs, forgottenUntil) : ours.plus(theirs));
            onlyOurs.remove(key(theirs));
        }
        onlyOurs.forEach(key ->
                merged.computeIfPresent(key, (k, ours) -> LedgerMerge.besideOneThatForgot(ours, other.forgottenUntil)));
        return new LedgerSnapshot(
                new ArrayList<>(merged.values()),
                unplaced + other.unplaced,
                forgottenUntil == null || (other.forgottenUntil != null && other.forgottenUntil.isAfter(forgottenUntil))
                        ? other.forgottenUntil
                        : forgottenUntil);
    }

    private static List<Object> key(SourceLedger ledger) {
        return List.of(ledger.source(), ledger.epoch());
    }

    /** This ledger where no other instance can have seen its sources, nor this one theirs. */
    LedgerSnapshot withSourcesOfItsOwn() {
        return new LedgerSnapshot(sources, unplaced, null);
    }
}
