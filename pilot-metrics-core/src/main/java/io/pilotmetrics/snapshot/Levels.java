// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.snapshot;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalLong;

/** The levels of one account at one moment, a value. A window has none: what stood at its end stands now. */
public final class Levels {

    /** No level known. */
    public static final Levels NONE = new Levels(new EnumMap<>(Level.class));

    /** The step in which {@link Level#OLDEST_IN_FLIGHT} is known: 2.1 seconds, in nanoseconds. */
    public static final long OLDEST_IN_FLIGHT_STEP_NANOS = 1L << 31;

    private final Map<Level, Long> byLevel;

    private Levels(EnumMap<Level, Long> byLevel) {
        this.byLevel = Collections.unmodifiableMap(byLevel);
    }

    /**
     * Levels from a map.
     *
     * @param byLevel values by level; copied; a level that is not there is absent
     * @return the levels
     */
    public static Levels of(Map<Level, Long> byLevel) {
        EnumMap<Level, Long> copy = new EnumMap<>(Level.class);
        copy.putAll(byLevel);
        return copy.isEmpty() ? NONE : new Levels(copy);
    }

    /**
     * One level.
     *
     * @param level which
     * @return its value; empty where it does not apply
     */
    public OptionalLong get(Level level) {
        Long value = byLevel.get(level);
        return value == null ? OptionalLong.empty() : OptionalLong.of(value);
    }

    /**
     * All levels that apply.
     *
     * @return values by level; unmodifiable
     */
    public Map<Level, Long> asMap() {
        return byLevel;
    }

    /**
     * What two instances have together, level by level; one that only one of them has is its own.
     *
     * @param other the other instance's
     * @return for each level what {@link Level} says
     */
    public Levels plus(Levels other) {
        EnumMap<Level, Long> both = new EnumMap<>(Level.class);
        both.putAll(byLevel);
        other.byLevel.forEach((level, value) -> both.merge(level, value, level::together));
        return of(both);
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof Levels other && byLevel.equals(other.byLevel);
    }

    @Override
    public int hashCode() {
        return byLevel.hashCode();
    }

    @Override
    public String toString() {
        return byLevel.toString();
    }
}
