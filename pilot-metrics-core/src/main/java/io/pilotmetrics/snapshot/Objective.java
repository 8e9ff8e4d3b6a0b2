// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.snapshot;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A target (service level objective): a figure, and the threshold that it must not cross. Made by
 * {@code io.pilotmetrics.objective.Objectives}; a snapshot carries its objectives along.
 *
 * @param figure the name of the figure that is judged
 * @param tags the tags that the figure must have; it may have more
 * @param comparison on which side of the threshold the figure must lie
 * @param threshold the limit, inclusive, in the figure's unit
 * @param latencyNanos for a latency objective the duration that a call may take, in nanoseconds; 0 for any other
 */
public record Objective(
        String figure, Map<String, String> tags, Comparison comparison, double threshold, long latencyNanos) {

    /** The side of the threshold on which a figure meets its objective. */
    public enum Comparison {
        /** The figure must not be above the threshold. */
        AT_MOST,
        /** The figure must not be below the threshold. */
        AT_LEAST
    }

    /** The figure of a latency objective: the share of calls that took at most {@code latencyNanos}. */
    public static final String LATENCY_WITHIN = "latency.within";

    /** The figure of a lateness objective: the share of events that arrived at most {@code latencyNanos} after they had happened. */
    public static final String LATENESS_WITHIN = "lateness.within";

    /** The figure of an age objective: the share of events that were processed at most {@code latencyNanos} after they had happened. */
    public static final String AGE_WITHIN = "age.within";

    /** How the name of a share within a limit ends, after what is limited. */
    static final String WITHIN = ".within";

    /**
     * Checks and copies its parts.
     *
     * @param figure the name of the figure that is judged
     * @param tags the tags that the figure must have; it may have more
     * @param comparison on which side of the threshold the figure must lie
     * @param threshold the limit, inclusive, in the figure's unit
     * @param latencyNanos for an objective of durations the limit, in nanoseconds; 0 for any other
     */
    public Objective {
        requireNonNull(figure, "figure");
        requireNonNull(comparison, "comparison");
        if (!Double.isFinite(threshold)) {
            throw new IllegalArgumentException(
                    "objective on \"" + figure + "\": the threshold needs to be a finite number, got " + threshold);
        }
        if (latencyNanos < 0) {
            throw new IllegalArgumentException(
                    "objective on \"" + figure + "\": a duration needs to be above zero, got " + latencyNanos + " ns");
        }
        tags = Collections.unmodifiableMap(new TreeMap<>(tags));
    }

    /**
     * The same objective, held against one thing only.
     *
     * @param key the tag's key
     * @param value the tag's value
     * @return a new objective
     */
    public Objective on(String key, String value) {
        TreeMap<String, String> more = new TreeMap<>(tags);
        more.put(key, value);
        return new Objective(figure, more, comparison, threshold, latencyNanos);
    }

    /**
     * The same objective, held against the events of one cohort. Without it an objective is held against a handler's events as a whole.
     *
     * @param cohort the cohort's name, for example {@code pilot}
     * @return a new objective
     */
    public Objective inCohort(String cohort) {
        return on(CohortSnapshot.TAG, requireNonNull(cohort, "cohort"));
    }

    /**
     * Whether this objective judges a figure.
     *
     * @param candidate the figure
     * @return true if the name is equal and the figure has all of this objective's tags; a figure of a handler's cohort only where the objective
     *     names a cohort
     */
    public boolean judges(Figure candidate) {
        boolean part = candidate.tags().containsKey(CohortSnapshot.TAG)
                && candidate.tags().containsKey("handler");
        return (!part || tags.containsKey(CohortSnapshot.TAG))
                && candidate.name().equals(figure)
                && candidate.tags().entrySet().containsAll(tags.entrySet());
    }

    /**
     * The objective in words, for example {@code lead.ingest latency p95 <= 200 ms}.
     *
     * @return one line, without its verdict
     */
    public String text() {
        StringBuilder text = new StringBuilder();
        tags.forEach((key, value) -> {
            if (!key.equals("le") && !key.equals(CohortSnapshot.TAG)) {
                text.append(value).append(' ');
            }
        });
        String cohort = tags.get(CohortSnapshot.TAG);
        String in = cohort == null ? "" : " in " + cohort;
        if (latencyNanos > 0) {
            return text.append(figure.replace(WITHIN, ""))
                    .append(" p")
                    .append(Numbers.plain(threshold * 100))
                    .append(in)
                    .append(" <= ")
                    .append(Numbers.millis(latencyNanos))
                    .toString();
        }
        return text.append(figure)
                .append(in)
                .append(comparison == Comparison.AT_MOST ? " <= " : " >= ")
                .append(Numbers.plain(threshold))
                .toString();
    }
}
