// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.objective;

import static java.util.Objects.requireNonNull;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.pilotmetrics.snapshot.Objective;
import io.pilotmetrics.snapshot.Objective.Comparison;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;

/**
 * Targets, written as they are said; for static import.
 *
 * <pre>{@code
 * .objective(latency().p95().atMost(ofMillis(200)))
 * .objective(errorRate().atMost(0.01))
 * }</pre>
 *
 * <p>Thresholds are inclusive.
 */
public final class Objectives {

    private Objectives() {}

    /**
     * A target for latency, judged as the share of calls that met it at its exact nanosecond.
     *
     * @return the next word: which percentile
     */
    public static Latency latency() {
        return new Latency(Objective.LATENCY_WITHIN);
    }

    /**
     * A target for lateness: the time from when an event happened until it arrived, for a handler with {@code occurredAt}.
     *
     * @return the next word: which percentile
     */
    public static Latency lateness() {
        return new Latency(Objective.LATENESS_WITHIN);
    }

    /**
     * A target for the end-to-end age: the time from when an event happened until it was processed, for a handler with
     * {@code occurredAt}.
     *
     * @return the next word: which percentile
     */
    public static Latency age() {
        return new Latency(Objective.AGE_WITHIN);
    }

    /**
     * A target for the share of calls that failed on your side: server errors and cancellations over calls ended.
     *
     * @return the next word: the threshold
     */
    public static Limit errorRate() {
        return figure("error.rate");
    }

    /**
     * A target for the share of calls that the sender is to blame for, over calls ended.
     *
     * @return the next word: the threshold
     */
    public static Limit clientErrorRate() {
        return figure("client_error.rate");
    }

    /**
     * A target for the share of duplicates among events received.
     *
     * @return the next word: the threshold
     */
    public static Limit duplicateRate() {
        return figure("duplicate.rate");
    }

    /**
     * A target for the share of malformed events among events received.
     *
     * @return the next word: the threshold
     */
    public static Limit malformedRate() {
        return figure("malformed.rate");
    }

    /**
     * A target for the share of numbers that never arrived among those expected.
     *
     * @return the next word: the threshold
     */
    public static Limit dropRate() {
        return figure("dropped.rate");
    }

    /**
     * A target for any figure: a handler's other ones, a survey's, or one of your own.
     *
     * @param name the figure's name, for example {@code attribution.agreement}
     * @return the next word: the threshold
     */
    public static Limit figure(String name) {
        return new Limit(requireNonNull(name, "name"));
    }

    /** Which part of the calls, or of the events, a target of durations speaks of. */
    public static final class Latency {
        private final String figure;

        private Latency(String figure) {
            this.figure = figure;
        }

        /**
         * Half of the calls.
         *
         * @return the next word: the limit
         */
        public Percentile p50() {
            return percentile(50);
        }

        /**
         * 95 of 100 calls.
         *
         * @return the next word: the limit
         */
        public Percentile p95() {
            return percentile(95);
        }

        /**
         * 99 of 100 calls.
         *
         * @return the next word: the limit
         */
        public Percentile p99() {
            return percentile(99);
        }

        /**
         * Any part of the calls.
         *
         * @param percent above 0, up to 100
         * @return the next word: the limit
         * @throws IllegalArgumentException if {@code percent} is not above 0 and up to 100
         */
        public Percentile percentile(double percent) {
            if (!(percent > 0 && percent <= 100)) {
                throw new IllegalArgumentException(
                        "a latency percentile is above 0 and up to 100, got " + percent + "; write 95 for p95");
            }
            // Decimal, so that 99.9 is held against 0.999 and not a last bit beside it.
            return new Percentile(
                    figure, BigDecimal.valueOf(percent).movePointLeft(2).doubleValue());
        }
    }

    /** The limit of a target of durations. */
    public static final class Percentile {
        private final String figure;
        private final double share;

        private Percentile(String figure, double share) {
            this.figure = figure;
            this.share = share;
        }

        /**
         * The duration that this part of the calls may take.
         *
         * @param limit above zero, inclusive, exact to the nanosecond
         * @return the objective
         * @throws IllegalArgumentException if {@code limit} is zero or negative
         */
        public Objective atMost(Duration limit) {
            requireNonNull(limit, "limit");
            if (limit.isZero() || limit.isNegative()) {
                throw new IllegalArgumentException("latency objective needs a duration above zero, got " + limit
                        + "; write for example Duration.ofMillis(200)");
            }
            Map<String, String> tags = Map.of("le", limit.toString());
            return new Objective(figure, tags, Comparison.AT_LEAST, share, NANOSECONDS.convert(limit));
        }
    }

    /** The threshold of a target. */
    public static final class Limit {
        private final String figure;

        private Limit(String figure) {
            this.figure = figure;
        }

        /**
         * The figure must not be above a threshold.
         *
         * @param threshold inclusive, in the figure's unit; a share from 0 to 1
         * @return the objective
         * @throws IllegalArgumentException if it is not a number, or a rate's threshold is outside 0 to 1
         */
        public Objective atMost(double threshold) {
            return limit(Comparison.AT_MOST, threshold);
        }

        /**
         * The figure must not be below a threshold.
         *
         * @param threshold inclusive, in the figure's unit; a share from 0 to 1
         * @return the objective
         * @throws IllegalArgumentException if it is not a number, or a rate's threshold is outside 0 to 1
         */
        public Objective atLeast(double threshold) {
            return limit(Comparison.AT_LEAST, threshold);
        }

        private Objective limit(Comparison comparison, double threshold) {
            if (figure.endsWith(".rate") && !(threshold >= 0 && threshold <= 1)) {
                throw new IllegalArgumentException("objective on \"" + figure + "\" needs a share from 0 to 1, got "
                        + threshold + "; write 0.01 for 1 %");
            }
            return new Objective(figure, Map.of(), comparison, threshold, 0);
        }
    }
}
