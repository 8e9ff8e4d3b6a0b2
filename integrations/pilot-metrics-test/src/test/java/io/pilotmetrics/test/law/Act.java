// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.test.law;

import io.pilotmetrics.snapshot.Outcome;

/** What the code is to do once it is run, and whether it was. */
final class Act {

    final Ending ending;
    final Throwable thrown;
    final Result result;
    final int nested;
    int runs;

    Act(Ending ending, int nested) {
        this.ending = ending;
        this.thrown = ending.newThrown();
        this.result = new Result(ending);
        this.nested = nested;
    }

    /** What the code answers; a class, so that the very same object can be asked for. */
    static final class Result {
        private final Ending ending;

        Result(Ending ending) {
            this.ending = ending;
        }

        Outcome classify() {
            return ending.classify();
        }
    }

    Result end() {
        if (thrown != null) {
            throw sneaky(thrown);
        }
        return result;
    }

    /** Lets code throw what its signature does not name, as code in other languages does. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    static <X extends Throwable> RuntimeException sneaky(Throwable thrown) throws X {
        throw (X) thrown;
    }
}
