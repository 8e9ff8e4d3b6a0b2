// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.snapshot;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * One judged number: the only currency of objectives, scorecards and alerts.
 *
 * @param name what it measures, in the dotted form of metric names, for example {@code attribution.agreement}
 * @param value the number, NaN where nothing was observed
 * @param low the lower limit of its 95 % interval; equal to {@code value} where it has no uncertainty
 * @param high the upper limit of its 95 % interval; equal to {@code value} where it has no uncertainty
 * @param n how many observations it rests on; with 0 value and limits are NaN
 * @param unit the unit as UCUM writes it: {@code s}, {@code 1} for a share, {@code {event}/s}
 * @param tags which thing it measures, for example {@code handler=lead.ingest}; in order of key
 * @param at when it was taken, wall clock
 */
public record Figure(
        String name, double value, double low, double high, long n, String unit, Map<String, String> tags, Instant at) {

    /**
     * Checks and copies its parts.
     *
     * @param name what it measures, in the dotted form of metric names, for example {@code attribution.agreement}
     * @param value the number, NaN where nothing was observed
     * @param low the lower limit of its 95 % interval; equal to {@code value} where it has no uncertainty
     * @param high the upper limit of its 95 % interval; equal to {@code value} where it has no uncertainty
     * @param n how many observations it rests on; with 0 value and limits are NaN
     * @param unit the unit as UCUM writes it: {@code s}, {@code 1} for a share, {@code {event}/s}
     * @param tags which thing it measures, for example {@code handler=lead.ingest}; in order of key
     * @param at when it was taken, wall clock
     */
    public Figure {
        requireNonNull(name, "name");
        requireNonNull(unit, "unit");
        requireNonNull(at, "at");
        if (n < 0) {
            throw new IllegalArgumentException("figure \"" + name + "\": n needs to be 0 or more, got " + n);
        }
        if (n == 0) {
            value = Double.NaN;
            low = Double.NaN;
            high = Double.NaN;
        } else if (!(low <= value && value <= high) || Double.isInfinite(low) || Double.isInfinite(high)) {
            throw new IllegalArgumentException("figure \"" + name + "\": needs finite low <= value <= high, got " + low
                    + ", " + value + ", " + high + "; without uncertainty use Figure.exact");
        }
        tags = java.util.Collections.unmodifiableMap(new TreeMap<>(tags));
    }

    /**
     * A share with Wilson's interval.
     *
     * @param name the figure's name
     * @param rate the counts
     * @param tags which thing it measures
     * @param at when it was taken
     * @return the figure, unit {@code 1}
     */
    public static Figure of(String name, Rate rate, Map<String, String> tags, Instant at) {
        Interval interval = rate.interval();
        double value = rate.value();
        // Rounding may put a limit a last bit beyond the share itself.
        double low = Math.min(interval.low(), value);
        double high = Math.max(interval.high(), value);
        return new Figure(name, value, low, high, rate.n(), "1", tags, at);
    }

    /**
     * A number without uncertainty: its limits are the number itself.
     *
     * @param name the figure's name
     * @param value the number
     * @param n how many observations it rests on
     * @param unit the unit as UCUM writes it
     * @param tags which thing it measures
     * @param at when it was taken
     * @return the figure
     */
    public static Figure exact(String name, double value, long n, String unit, Map<String, String> tags, Instant at) {
        return new Figure(name, value, value, value, n, unit, tags, at);
    }

    /** The same where some more may count or not, as numbers of which nobody knows whether they were lost. */
    Figure orMore(long counted, long unknown) {
        if (n == 0 || unknown == 0) {
            return this;
        }
        double all = (double) n + unknown;
        return new Figure(
                name,
                value,
                Math.min(low, counted / all),
                Math.max(high, (counted + (double) unknown) / all),
                n,
                unit,
                tags,
                at);
    }

    /** The same where it may be anything from 0 to what it is, as where others may have seen what is missing here. */
    Figure orLess() {
        return new Figure(name, value, Math.min(0, low), high, n, unit, tags, at);
    }

    /**
     * The same figure with one more tag.
     *
     * @param key the tag's key; an earlier value of it is replaced
     * @param tagValue the tag's value
     * @return a new figure
     */
    public Figure tagged(String key, String tagValue) {
        TreeMap<String, String> more = new TreeMap<>(tags);
        more.put(key, tagValue);
        return new Figure(name, value, low, high, n, unit, more, at);
    }
}
