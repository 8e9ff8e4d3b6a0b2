// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.account;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Counts by reason. Reasons beyond a bound, and those that are no word (a parser's message quotes the input, and an address may stand in
 * it), are counted together as {@value #OTHER}. Thread-safe.
 */
final class Tally {

    /** What is counted under no name of its own. */
    static final String OTHER = "other";

    private static final int MAX_REASONS = 64;
    private static final int MAX_LENGTH = 200;

    private final ConcurrentMap<String, LongAdder> byReason = new ConcurrentHashMap<>();

    /** Gives a reason a place of its own, whatever it looks like: it comes from the one who sets the handler up. */
    void expect(String reason) {
        byReason.putIfAbsent(reason, new LongAdder());
    }

    /** Counts one more; no reason at all counts as another. The bound may be exceeded by as many reasons as threads bring new ones at the same moment. */
    void count(@Nullable String reasonOrNull) {
        String reason = reasonOrNull == null ? OTHER : reasonOrNull;
        LongAdder adder = byReason.get(reason);
        if (adder == null) {
            String kept = byReason.size() < MAX_REASONS && isWord(reason) ? reason : OTHER;
            adder = byReason.computeIfAbsent(kept, r -> new LongAdder());
        }
        adder.increment();
    }

    private static boolean isWord(String reason) {
        return reason.length() <= MAX_LENGTH
                && reason.chars().allMatch(c -> Character.isLetterOrDigit(c) || "_-.:/$".indexOf(c) >= 0);
    }

    /** All counts together. */
    long total() {
        long total = 0;
        for (LongAdder count : byReason.values()) {
            total += count.sum();
        }
        return total;
    }

    /** Adds all counts to a map, each under a prefix and its reason. */
    void addTo(Map<String, Long> counts, String prefix) {
        byReason.forEach((reason, count) -> counts.put(prefix + reason, count.sum()));
    }
}
