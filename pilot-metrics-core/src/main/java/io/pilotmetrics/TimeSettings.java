// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics;

import static java.util.Objects.requireNonNull;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.pilotmetrics.account.EventRules;
import io.pilotmetrics.snapshot.Objective;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How a handler's builder was told to know when events happened. Not thread-safe. */
final class TimeSettings<E> {

    private static final String NEEDS = " needs to know when events happened; say so with occurredAt(…)";

    private static final Duration LONGEST = Duration.ofDays(7);

    private final String owner;
    private @Nullable Function<? super E, ? extends @Nullable Instant> occurredAt;
    private final Once<Duration> lateAfter;
    private final Once<Duration> countedByMinute;

    TimeSettings(String owner) {
        this.owner = owner;
        this.lateAfter = new Once<>(owner, "lateAfter", Duration.ofMinutes(1));
        this.countedByMinute = new Once<>(owner, "countedByMinute", Duration.ofHours(24));
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

    void countedByMinute(Duration back) {
        boolean whole =
                requireNonNull(back, "back").truncatedTo(ChronoUnit.MINUTES).equals(back);
        if (!whole || back.toMinutes() < 1 || back.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(owner + ": countedByMinute needs whole minutes, 1 minute to 7 days, got "
                    + back + "; write for example Duration.ofHours(24)");
        }
        countedByMinute.set(back);
    }

    /** How events are counted by minute; null where that was not asked for. */
    EventRules.@Nullable Minutes minutes() {
        if (!countedByMinute.isSet()) {
            return null;
        }
        Duration back = countedByMinute.get();
        Duration grace = lateAfter.get();
        if (grace.compareTo(back) >= 0) {
            throw new IllegalStateException(
                    owner + ": countedByMinute(" + back + ") has to reach further back than lateAfter(" + grace
                            + "), for which late events of a window are waited for; write a longer one");
        }
        return new EventRules.Minutes((int) back.toMinutes(), grace);
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
