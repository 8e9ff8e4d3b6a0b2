// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics;

import static java.util.Objects.requireNonNull;

import io.pilotmetrics.account.EventRules;
import io.pilotmetrics.snapshot.CohortSnapshot;
import io.pilotmetrics.snapshot.Objective;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a handler's builder was told about cohorts. */
final class CohortSettings<E> {

    private static final Set<String> DRAWN = Set.of(CohortSnapshot.PILOT, CohortSnapshot.CONTROL, CohortSnapshot.NONE);

    private final String owner;
    private EventRules.@Nullable Cohorts<E> rule;

    CohortSettings(String owner) {
        this.owner = owner;
    }

    void drawn(PilotGroup group, Function<? super E, ? extends @Nullable CharSequence> user) {
        set(new EventRules.Cohorts<>(
                requireNonNull(user, "user"), requireNonNull(group, "group").draw()));
    }

    void named(Function<? super E, ? extends @Nullable CharSequence> name) {
        set(new EventRules.Cohorts<>(requireNonNull(name, "name"), null));
    }

    private void set(EventRules.Cohorts<E> given) {
        Once.requireFirst(owner, "its cohorts", rule, "an event belongs to one cohort");
        rule = given;
    }

    /** The rule; refuses objectives for cohorts that there cannot be. */
    EventRules.@Nullable Cohorts<E> build(List<Objective> objectives) {
        for (Objective objective : objectives) {
            String cohort = objective.tags().get("cohort");
            if (cohort == null) {
                continue;
            }
            if (rule == null) {
                throw new IllegalStateException(owner + ": the objective \"" + objective.text()
                        + "\" needs cohorts; give the handler cohort(group, user) or cohort(name)");
            }
            if (rule.draw() != null && !DRAWN.contains(cohort)) {
                throw new IllegalStateException(owner + ": the objective \"" + objective.text()
                        + "\" is for a cohort that is not drawn; there are \"pilot\" and \"control\", and \"none\"");
            }
        }
        return rule;
    }
}
