// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics;

import io.pilotmetrics.snapshot.Outcome;
import java.util.function.Consumer;
import java.util.function.Function;

/** What a result means. A classifier of the user's that throws, or answers null, is counted; the call then counts as a success. */
final class Classifier {

    private Classifier() {}

    static <R> Outcome classify(
            Function<? super R, Outcome> classifier, R result, Consumer<String> instrumentationError) {
        try {
            Outcome outcome = classifier.apply(result);
            if (outcome != null) {
                return outcome;
            }
        } catch (Throwable e) {
            // counted below
        }
        instrumentationError.accept("outcome");
        return Outcome.SUCCESS;
    }
}
