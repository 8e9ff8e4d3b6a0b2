// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics;

import static java.util.Objects.requireNonNull;

import io.pilotmetrics.account.Account;
import io.pilotmetrics.snapshot.Outcome;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a result means. Without a function of the user's, and where that throws or answers null, it is a success. */
record Classifier<R>(@Nullable Function<? super R, Outcome> function) {

    private static final Classifier<?> NONE = new Classifier<>(null);

    @SuppressWarnings("unchecked") // it has no function
    static <R> Classifier<R> none() {
        return (Classifier<R>) NONE;
    }

    Classifier<R> by(Function<? super R, Outcome> given) {
        if (function != null) {
            throw new IllegalStateException("outcome was set before; make each wrapper from the handler");
        }
        return new Classifier<>(requireNonNull(given, "result"));
    }

    Outcome outcome(R result, Account<?> account) {
        if (function == null) {
            return Outcome.SUCCESS;
        }
        try {
            Outcome outcome = function.apply(result);
            if (outcome != null) {
                return outcome;
            }
        } catch (Throwable e) {
            // counted below
        }
        account.instrumentationError("outcome");
        return Outcome.SUCCESS;
    }
}
