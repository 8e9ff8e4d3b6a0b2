// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.benchmarks.ids;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** A map, and a ring of its keys in the order in which they came. The ring is one thread's. */
final class MapIds implements IdSubject {

    private final ConcurrentMap<Long, Boolean> seen = new ConcurrentHashMap<>();
    private final long[] ring;
    private int next;
    private boolean full;

    MapIds(int size) {
        ring = new long[size];
    }

    @Override
    public boolean first(long id) {
        if (seen.putIfAbsent(id, Boolean.TRUE) != null) {
            return false;
        }
        if (full) {
            seen.remove(ring[next]);
        }
        ring[next] = id;
        next = next + 1 == ring.length ? 0 : next + 1;
        full |= next == 0;
        return true;
    }
}
