// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.examples.quickstart;

import java.util.List;
import java.util.SplittableRandom;

/**
 * What goes wrong on purpose, and how often. An event has at most one fault; one without, or a malformed one that keeps its
 * number, may be sent twice.
 *
 * @param dropped the share of events that are never sent
 * @param malformed the share that is malformed, each reason as often as the others
 * @param rejected the share that the store rejects: 4xx
 * @param failing the share that makes the store fail: 5xx
 * @param twice the share, among events without a fault, that is sent twice
 * @param malformedTwice the same among malformed events that end without error all the same: each copy counts as malformed
 */
record Faults(double dropped, double malformed, double rejected, double failing, double twice, double malformedTwice) {

    static final Faults DEFAULT = new Faults(0.005, 0.012, 0.01, 0.003, 0.012, 0.25);

    /** The reason of a body that is no JSON; the others are those of rules. */
    static final String NOT_JSON = "not_json";

    static final String MISSING_PATH = "missing_path";
    static final String BAD_TIME = "bad_time";
    static final String NEGATIVE_VALUE = "negative_value";

    static final List<String> REASONS = List.of(NOT_JSON, MISSING_PATH, BAD_TIME, NEGATIVE_VALUE);

    /** What is wrong with one event. */
    enum Kind {
        NONE,
        DROPPED,
        MALFORMED,
        REJECTED,
        FAILING
    }

    Kind draw(SplittableRandom random) {
        double at = random.nextDouble();
        if ((at -= dropped) < 0) {
            return Kind.DROPPED;
        }
        if ((at -= malformed) < 0) {
            return Kind.MALFORMED;
        }
        if ((at -= rejected) < 0) {
            return Kind.REJECTED;
        }
        return at - failing < 0 ? Kind.FAILING : Kind.NONE;
    }
}
