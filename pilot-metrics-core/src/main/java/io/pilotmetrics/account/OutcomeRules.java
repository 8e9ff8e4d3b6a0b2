// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.account;

import io.pilotmetrics.snapshot.Outcome;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * What an exception means: an outcome, or a refusal. The first rule whose type matches decides.
 *
 * @param outcomes exception types and their outcomes
 * @param refusals exception types by which a guard inside your code turns an event away
 */
public record OutcomeRules(List<ForOutcome> outcomes, List<ForRefusal> refusals) {

    /** No rule. */
    public static final OutcomeRules NONE = new OutcomeRules(List.of(), List.of());

    /**
     * One rule.
     *
     * @param type the exception's type
     * @param outcome what it means
     */
    public record ForOutcome(Class<? extends Throwable> type, Outcome outcome) {}

    /**
     * One rule.
     *
     * @param reason the reason under which it is counted
     * @param type the exception's type
     */
    public record ForRefusal(String reason, Class<? extends Throwable> type) {}

    /** Copies the rules. */
    public OutcomeRules {
        outcomes = List.copyOf(outcomes);
        refusals = List.copyOf(refusals);
    }

    /**
     * What a stage ended with, freed of the wrapping that dependent stages add.
     *
     * @param thrown what it completed with
     * @return the cause of any {@code CompletionException}
     */
    public static Throwable unwrapped(Throwable thrown) {
        Throwable cause = thrown;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    Outcome outcome(Throwable cause) {
        for (ForOutcome rule : outcomes) {
            if (rule.type().isInstance(cause)) {
                return rule.outcome();
            }
        }
        return cause instanceof CancellationException ? Outcome.CANCELLED : Outcome.SERVER_ERROR;
    }

    @Nullable
    String refusal(Throwable cause) {
        for (ForRefusal rule : refusals) {
            if (rule.type().isInstance(cause)) {
                return rule.reason();
            }
        }
        return null;
    }
}
