// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.examples.missing;

import io.pilotmetrics.snapshot.NumberRanges;
import io.pilotmetrics.snapshot.NumberRanges.Run;
import java.time.Instant;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;

/** What was sent, and what the network lost of it. */
final class Truth {

    private final SortedMap<Life, Long> sent = new TreeMap<>();
    private final Map<Life, NavigableMap<Long, Instant>> lost = new TreeMap<>();
    private long copies;
    private long late;

    void sent(Event event) {
        sent.merge(event.life(), event.number(), Math::max);
    }

    void lost(Event event) {
        lost.computeIfAbsent(event.life(), life -> new TreeMap<>()).put(event.number(), event.sentAt());
    }

    void arrived(boolean isLate, int times) {
        late += isLate ? 1 : 0;
        copies += times - 1;
    }

    /** The last number of each life. */
    SortedMap<Life, Long> sent() {
        return sent;
    }

    /** The lost numbers of a life, with the time at which each was sent. */
    NavigableMap<Long, Instant> lost(Life life) {
        return lost.getOrDefault(life, new TreeMap<>());
    }

    NumberRanges lostNumbers(Life life) {
        return NumberRanges.of(lost(life).keySet().stream()
                .map(number -> new Run(number, number))
                .toList());
    }

    /** How many events came twice. */
    long copies() {
        return copies;
    }

    /** How many events came after their grace time. */
    long late() {
        return late;
    }
}
