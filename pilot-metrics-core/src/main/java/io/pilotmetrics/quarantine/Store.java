// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.quarantine;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The newest samples, up to a capacity that the reasons share: when it is full, the oldest sample of the reason that has most gives
 * way. So one noisy reason does not push out the others, and among n reasons each has room for its share. Thread-safe, lock-free.
 *
 * <p>The list is replaced, never changed: a sample comes a few times a second, a reader never waits, and a StackOverflowError leaves
 * nothing half done.
 */
final class Store {

    private final int capacity;
    private final AtomicReference<List<Sample>> samples = new AtomicReference<>(List.of());

    Store(int capacity) {
        this.capacity = capacity;
    }

    void add(Sample sample) {
        List<Sample> old;
        List<Sample> next;
        do {
            old = samples();
            next = new ArrayList<>(old.size() + 1);
            next.addAll(old);
            next.add(sample);
            if (next.size() > capacity) {
                next.remove(givingWay(next));
            }
        } while (!samples.compareAndSet(old, List.copyOf(next)));
    }

    private static int givingWay(List<Sample> samples) {
        Map<Reason, Integer> counts = new HashMap<>();
        samples.forEach(sample -> counts.merge(Reason.of(sample), 1, Integer::sum));
        int most = counts.values().stream().mapToInt(Integer::intValue).max().orElseThrow();
        int oldest = 0;
        while (counts.getOrDefault(Reason.of(samples.get(oldest)), 0) < most) {
            oldest++;
        }
        return oldest;
    }

    /** Oldest first. */
    List<Sample> samples() {
        return requireNonNull(samples.get());
    }

    private record Reason(Sample.Kind kind, String name) {
        static Reason of(Sample sample) {
            return new Reason(sample.kind(), sample.reason());
        }
    }
}
