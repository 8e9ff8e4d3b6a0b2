// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.benchmarks.ids;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;

/** A cache bounded in size and age. Its upkeep runs on another thread, as by default. */
final class CaffeineIds implements IdSubject {

    private final Cache<Long, Boolean> seen;

    CaffeineIds(int size) {
        seen = Caffeine.newBuilder()
                .maximumSize(size)
                .expireAfterWrite(Duration.ofMinutes(10))
                .build();
    }

    @Override
    public boolean first(long id) {
        return seen.asMap().putIfAbsent(id, Boolean.TRUE) == null;
    }
}
