// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.conversion;

import java.util.ArrayList;
import java.util.List;

/**
 * Keeps the first conversions in memory, up to a capacity.
 *
 * <p>Any number of threads may call this. Once full it takes no more: what it lacks is counted, not replaced.
 */
public final class MemoryConversionSink implements ConversionSink {

    private final int capacity;
    private final List<Conversion> kept = new ArrayList<>(); // guarded by this

    /**
     * A sink of a given capacity.
     *
     * @param capacity how many conversions it keeps, at least 1; each takes about 150 bytes and its texts
     * @throws IllegalArgumentException if {@code capacity} is below 1
     */
    public MemoryConversionSink(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("a conversion sink in memory needs a capacity of at least 1, got "
                    + capacity + "; write new MemoryConversionSink(1) or more");
        }
        this.capacity = capacity;
    }

    @Override
    public synchronized boolean offer(Conversion conversion) {
        return kept.size() < capacity && kept.add(conversion);
    }

    /**
     * What was kept so far.
     *
     * @return a copy, in the order of arrival
     */
    public synchronized List<Conversion> conversions() {
        return List.copyOf(kept);
    }
}
