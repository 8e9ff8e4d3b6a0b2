// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics;

import static java.util.Objects.requireNonNull;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.pilotmetrics.account.EventRules;
import io.pilotmetrics.snapshot.Objective;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How a handler's builder was told to know when events happened. Not thread-safe. */
final class TimeSettings<E> {

    private static final String NEEDS = " needs to know when events happened; say so with occurredAt(…)";

    private final String owner;
    private @Nullable Function<? super E, ? extends @Nullable Instant> occurredAt;
    private final Once<Duration> lateAfter;

    TimeSettings(String owner) {
        this.owner = owner;
        this.lateAfter = new Once<>(owner, "lateAfter", Duration.ofMinutes(1));
    }

    void occurredAt(Function<? super E, ? extends @Nullable Instant> extractor) {
        Once.requireFirst(owner, "occurredAt", occurredAt, "an event happens once");
        occurredAt = requireNonNull(extractor, "extractor");
    }

    void lateAfter(Duration time) {
        if (requireNonNull(time, "time").isNegative()) {
            throw new IllegalArgumentException(owner + ": lateAfter needs zero or more, got " + time
                    + "; write for example Duration.ofMinutes(1)");
        }
        lateAfter.set(time);
    }

    /** When an event happened, with what the objectives ask of that; null where nothing was asked for. */
    EventRules.@Nullable Time<E> build(List<Objective> objectives) {
        if (occurredAt == null) {
            requireNothing(objectives);
            return null;
        }
        return new EventRules.Time<>(
                occurredAt,
                NANOSECONDS.convert(lateAfter.get()),
                limits(objectives, Objective.LATENESS_WITHIN),
                limits(objectives, Objective.AGE_WITHIN));
    }

    private void requireNothing(List<Objective> objectives) {
        for (Objective objective : objectives) {
            if (objective.latencyNanos() > 0 && !objective.figure().equals(Objective.LATENCY_WITHIN)) {
                throw new IllegalStateException(owner + ": the objective \"" + objective.text() + "\"" + NEEDS);
            }
        }
        lateAfter.requireUnset(NEEDS);
    }

    /** The limits of the objectives of one figure, in nanoseconds. */
    static long[] limits(List<Objective> objectives, String figure) {
        return objectives.stream()
                .filter(objective -> objective.figure().equals(figure))
                .mapToLong(Objective::latencyNanos)
                .filter(nanos -> nanos > 0)
                .toArray();
    }
}
