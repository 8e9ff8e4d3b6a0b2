// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.benchmarks.ids;

import com.google.common.hash.BloomFilter;
import com.google.common.hash.Funnels;

/** A filter forgets nothing: when one is full the one before it goes. */
@SuppressWarnings("UnstableApiUsage")
final class BloomIds implements IdSubject {

    private static final double FALSE_POSITIVES = 1e-9;

    private final int size;
    private BloomFilter<Long> before;
    private BloomFilter<Long> running;
    private int put;

    BloomIds(int size) {
        this.size = size;
        this.before = create();
        this.running = create();
    }

    private BloomFilter<Long> create() {
        return BloomFilter.create(Funnels.longFunnel(), size, FALSE_POSITIVES);
    }

    @Override
    public boolean first(long id) {
        if (before.mightContain(id) || !running.put(id)) {
            return false;
        }
        if (++put == size) {
            before = running;
            running = create();
            put = 0;
        }
        return true;
    }
}
