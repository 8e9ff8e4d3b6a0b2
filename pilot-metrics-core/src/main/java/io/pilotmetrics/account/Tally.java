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

    /** One reason's counter, and its name, which is made once: windows keep it for minutes. */
    private record Entry(String name, LongAdder count) {}

    private final String prefix;
    private final ConcurrentMap<String, Entry> byReason = new ConcurrentHashMap<>();

    /**
     * No reason.
     *
     * @param prefix what the name of each reason's counter begins with
     */
    Tally(String prefix) {
        this.prefix = prefix;
    }

    /** Gives a reason a place of its own, whatever it looks like: it comes from the one who sets the handler up. Its counter. */
    LongAdder expect(String reason) {
        return entry(reason).count();
    }

    private Entry entry(String reason) {
        return byReason.computeIfAbsent(reason, r -> new Entry(prefix + r, new LongAdder()));
    }

    /**
     * Counts one more; no reason at all counts as {@value #OTHER}. The bound may be exceeded by as many reasons as threads bring new ones at
     * the same moment.
     */
    void count(@Nullable String reasonOrNull) {
        String reason = reasonOrNull == null ? OTHER : reasonOrNull;
        Entry entry = byReason.get(reason);
        if (entry == null) {
            entry = entry(byReason.size() < MAX_REASONS && isWord(reason) ? reason : OTHER);
        }
        entry.count().increment();
    }

    /** Whether a text can stand as a name: letters and digits of any language, and a few signs. */
    static boolean isWord(String reason) {
        for (int i = 0; i < reason.length(); i++) {
            char c = reason.charAt(i);
            if (!Character.isLetterOrDigit(c) && "_-.:/$".indexOf(c) < 0) {
                return false;
            }
        }
        return reason.length() <= MAX_LENGTH;
    }

    /** All counts together. */
    long total() {
        long total = 0;
        for (Entry entry : byReason.values()) {
            total += entry.count().sum();
        }
        return total;
    }

    /** Adds all counts to a map, each under its name. */
    void addTo(Map<String, Long> counts) {
        byReason.values()
                .forEach(entry -> counts.put(entry.name(), entry.count().sum()));
    }
}
