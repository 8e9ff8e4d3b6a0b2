// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.integrity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Keeps the ids themselves, in a Caffeine cache: exact, about 150 bytes an id. */
public final class CaffeineIdWindow implements IdWindow {

    private final Cache<Object, First> ids;
    private final LongAdder evicted = new LongAdder();
    private final LongAdder expiredInFlight = new LongAdder();

    /**
     * A window bounded in time and number.
     *
     * @param age how long an id is remembered from first sight
     * @param maxIds how many ids are remembered at once
     * @param nanos the monotonic clock
     */
    public CaffeineIdWindow(Duration age, long maxIds, LongSupplier nanos) {
        this.ids = Caffeine.newBuilder()
                .expireAfterWrite(age)
                .maximumSize(maxIds)
                .ticker(nanos::getAsLong)
                .executor(Runnable::run)
                .<Object, First>evictionListener((id, first, cause) -> left(first, cause))
                .build();
    }

    private void left(@Nullable First first, RemovalCause cause) {
        if (cause == RemovalCause.SIZE) {
            evicted.increment();
        }
        if (first != null && !first.done) {
            expiredInFlight.increment();
        }
    }

    @Override
    public Claim claim(Object id) {
        First mine = new First(id);
        First earlier = ids.asMap().putIfAbsent(id, mine);
        if (earlier == null) {
            return mine;
        }
        return earlier.done ? Claim.DONE : Claim.IN_FLIGHT;
    }

    @Override
    public Stats stats() {
        ids.cleanUp();
        return new Stats(ids.estimatedSize(), evicted.sum(), expiredInFlight.sum());
    }

    /** The first delivery's claim, and what the cache keeps. Equal to itself alone, so that it forgets no successor. */
    private final class First implements Claim {
        private final Object id;
        private volatile boolean done;

        First(Object id) {
            this.id = id;
        }

        @Override
        public Standing standing() {
            return Standing.FIRST;
        }

        @Override
        public void done() {
            done = true;
        }

        @Override
        public void forget() {
            ids.asMap().remove(id, this);
        }
    }
}
