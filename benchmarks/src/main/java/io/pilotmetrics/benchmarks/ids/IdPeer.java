// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.benchmarks.ids;

import java.util.function.IntFunction;

/** Who remembers ids. */
public enum IdPeer {
    /** Ours: fingerprints. */
    COMPACT("pilot-metrics", size -> new WindowIds(WindowIds.compact(size, false), 0, size)),
    /** Ours, where contents are compared. */
    COMPACT_WITH_CONTENT(
            "pilot-metrics, content compared", size -> new WindowIds(WindowIds.compact(size, true), 1L << 60, size)),
    /** Ours, where the ids themselves are kept. */
    EXACT("pilot-metrics, exact ids", size -> new WindowIds(WindowIds.exact(size), 0, size)),
    /** A bounded Caffeine cache. */
    CAFFEINE("Caffeine", CaffeineIds::new),
    /** A ConcurrentHashMap and a ring of its keys, of which the oldest goes; it knows neither age nor flight. */
    CONCURRENT_MAP("ConcurrentHashMap + ring", MapIds::new),
    /** Two generations of Guava's Bloom filter; a new id passes for a known one in 1 of 10<sup>9</sup>. */
    BLOOM("Guava BloomFilter x 2", BloomIds::new),
    /** Nobody. */
    BASELINE("baseline", size -> id -> id != 0);

    private final String label;

    @SuppressWarnings("ImmutableEnumChecker") // It is a constructor.
    private final IntFunction<IdSubject> factory;

    IdPeer(String label, IntFunction<IdSubject> factory) {
        this.label = label;
        this.factory = factory;
    }

    /**
     * One that remembers nothing yet.
     *
     * @param size how many ids it is made for
     * @return the subject
     */
    public IdSubject create(int size) {
        return factory.apply(size);
    }

    /**
     * How tables call it.
     *
     * @return its name
     */
    public String label() {
        return label;
    }
}
