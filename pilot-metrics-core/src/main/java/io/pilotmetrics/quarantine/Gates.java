// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.quarantine;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Lets so many samples a second through for each reason. Thread-safe, lock-free; a refusal costs a look-up and a comparison.
 *
 * <p>The map is replaced, never changed, so that a StackOverflowError of the user's code that strikes here leaves nothing half done.
 */
final class Gates {

    /** Reasons beyond these share one gate. */
    static final int MAX_REASONS = 64;

    private final long intervalNanos;
    private final long burstNanos;
    private final AtomicReference<Map<String, Gate>> byReason = new AtomicReference<>(Map.of());
    private volatile @Nullable Gate other;

    Gates(int perSecond) {
        intervalNanos = 1_000_000_000L / perSecond;
        burstNanos = intervalNanos * (perSecond - 1);
    }

    boolean pass(String reason, long now) {
        Gate gate = known().get(reason);
        return (gate != null ? gate : added(reason, now)).pass(now);
    }

    private Gate added(String reason, long now) {
        if (reason.length() <= Text.MAX_NAME) {
            Map<String, Gate> known = known();
            while (known.size() < MAX_REASONS) {
                Map<String, Gate> more = new HashMap<>(known);
                Gate gate = more.computeIfAbsent(reason, r -> new Gate(now));
                if (byReason.compareAndSet(known, more)) {
                    return gate;
                }
                known = known();
            }
            Gate gate = known.get(reason);
            if (gate != null) {
                return gate;
            }
        }
        Gate shared = other;
        if (shared == null) {
            other = shared = new Gate(now); // of two at the same moment one lets its few through once more
        }
        return shared;
    }

    private Map<String, Gate> known() {
        return requireNonNull(byReason.get());
    }

    /** The generic cell rate algorithm: a burst of one second's share, then one an interval. */
    private final class Gate {

        private final AtomicLong nextAt; // on the monotonic clock, which may wrap around: differences only

        Gate(long now) {
            nextAt = new AtomicLong(now);
        }

        boolean pass(long now) {
            long next = nextAt.get();
            long ahead = next - now;
            if (ahead > burstNanos) {
                return false;
            }
            long from = ahead > 0 ? next : now;
            return nextAt.compareAndSet(next, from + intervalNanos); // of two at the same moment one is not kept
        }
    }
}
