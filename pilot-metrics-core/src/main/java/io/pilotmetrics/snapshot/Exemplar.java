// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.snapshot;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One call that stands for others of about its duration, with the trace in which it can be looked at.
 *
 * <p>An account keeps the newest of each {@link #range}, so {@value #RANGES} at most.
 *
 * @param durationNanos how long the call took, in nanoseconds; 0 or more
 * @param at when it ended, wall clock
 * @param traceId the trace, 32 digits of lower-case hexadecimal, not all zero
 * @param spanId the span that was current when the call ended, 16 such digits, not all zero
 * @see <a href="https://opentelemetry.io/docs/specs/otel/metrics/data-model/#exemplars">OpenTelemetry data model, exemplars</a>
 */
public record Exemplar(long durationNanos, Instant at, String traceId, String spanId) {

    /** How many ranges of durations there are: 24 bounds, and what is above. */
    public static final int RANGES = 25;

    private static final int BUCKETS_OF_RANGE = BucketLayout.BUCKETS_PER_OCTAVE / 2;

    /** The half octave that ends at the first bound, 2^-9 s, counted from 1 s. */
    private static final int LOWEST = -19;

    private static final int TRACE_DIGITS = 32;
    private static final int SPAN_DIGITS = 16;

    /** By time; of two at one time it does not matter which is newer, so long as whoever asks gets the same. */
    private static final Comparator<Exemplar> AGE = Comparator.comparing(Exemplar::at)
            .thenComparingLong(Exemplar::durationNanos)
            .thenComparing(Exemplar::traceId)
            .thenComparing(Exemplar::spanId);

    /**
     * Checks its parts.
     *
     * @param durationNanos how long the call took, in nanoseconds; 0 or more
     * @param at when it ended, wall clock
     * @param traceId the trace, 32 digits of lower-case hexadecimal, not all zero
     * @param spanId the span that was current when the call ended, 16 such digits, not all zero
     * @throws IllegalArgumentException if the duration is negative, or an id is none; the message says which
     */
    public Exemplar {
        if (durationNanos < 0) {
            throw new IllegalArgumentException("an exemplar needs a duration of 0 or more, got " + durationNanos
                    + " ns; write 0 for a call whose clock went back");
        }
        requireNonNull(at, "at");
        requireId("trace", traceId, TRACE_DIGITS);
        requireId("span", spanId, SPAN_DIGITS);
    }

    private static void requireId(String of, String id, int digits) {
        boolean zero = true;
        boolean hexadecimal = requireNonNull(id, of).length() == digits;
        for (int i = 0; i < id.length() && hexadecimal; i++) {
            char c = id.charAt(i);
            hexadecimal = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
            zero &= c == '0';
        }
        if (!hexadecimal || zero) {
            throw new IllegalArgumentException("an exemplar needs a " + of + " id of " + digits
                    + " digits of lower-case hexadecimal, not all zero, got \"" + id
                    + "\"; leave out exemplars of calls that no span was current for");
        }
    }

    /**
     * The range that a duration belongs to: those between the bounds of classic histograms, from 2<sup>-9</sup> s (1.95 ms) to
     * 2<sup>5/2</sup> s (5.66 s) in half octaves, upper bound inclusive, so that each bucket can show an exemplar of its own. What is below the first
     * bound is one range, what is above the last another.
     *
     * @param durationNanos a duration in nanoseconds; a negative one belongs where 0 does
     * @return 0 for the shortest durations, to {@value #RANGES} - 1
     */
    public static int range(long durationNanos) {
        if (durationNanos <= 0) {
            return 0;
        }
        int halfOctave = Math.floorDiv(BucketLayout.index(durationNanos), BUCKETS_OF_RANGE);
        return Math.max(0, Math.min(RANGES - 1, halfOctave - LOWEST));
    }

    /** The newest of each range, in the order of durations. */
    static List<Exemplar> newest(Collection<Exemplar> exemplars) {
        @Nullable Exemplar[] byRange = new @Nullable Exemplar[RANGES];
        for (Exemplar exemplar : exemplars) {
            int range = range(exemplar.durationNanos());
            Exemplar known = byRange[range];
            if (known == null || AGE.compare(known, exemplar) < 0) {
                byRange[range] = exemplar;
            }
        }
        List<Exemplar> newest = new ArrayList<>();
        for (Exemplar exemplar : byRange) {
            if (exemplar != null) {
                newest.add(exemplar);
            }
        }
        return List.copyOf(newest);
    }
}
