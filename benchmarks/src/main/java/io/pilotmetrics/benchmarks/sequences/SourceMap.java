// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.benchmarks.sequences;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** What is kept of each source, in a map by its name, each behind its own lock. */
final class SourceMap implements NumberBook {

    /** What is kept of one source. Guarded by its own monitor. */
    interface Kept {

        void seen(long number);

        long[] missing();

        default void compact() {}
    }

    private final Map<String, Kept> sources = new ConcurrentHashMap<>();
    private final Supplier<Kept> factory;

    SourceMap(Supplier<Kept> factory) {
        this.factory = factory;
    }

    @Override
    public void seen(String source, long number) {
        Kept kept = sources.get(source);
        if (kept == null) {
            kept = sources.computeIfAbsent(source, name -> factory.get());
        }
        synchronized (kept) {
            kept.seen(number);
        }
    }

    @Override
    public long[] missing(String source) {
        Kept kept = sources.get(source);
        if (kept == null) {
            return new long[0];
        }
        synchronized (kept) {
            return kept.missing();
        }
    }

    @Override
    public void compact() {
        sources.values().forEach(Kept::compact);
    }
}
