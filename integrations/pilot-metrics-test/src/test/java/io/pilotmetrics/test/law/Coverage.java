// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.test.law;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/** What the generated cases really came to, so that a generator that lost a shape is found out. */
final class Coverage {

    private final Map<String, LongAdder> counts = new ConcurrentSkipListMap<>();

    void reached(Object shape, Object what) {
        counts.computeIfAbsent(shape + " x " + what, k -> new LongAdder()).increment();
    }

    long count(Object shape, Object what) {
        LongAdder count = counts.get(shape + " x " + what);
        return count == null ? 0 : count.sum();
    }

    @Override
    public String toString() {
        return counts.toString();
    }
}
