// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics;

import io.pilotmetrics.account.Delivery;

/** Which events a wrapper does not pass on: asked for, never the default. */
record Skipping(boolean duplicates, boolean malformed) {

    static final Skipping NONE = new Skipping(false, false);

    Skipping andDuplicates() {
        return new Skipping(true, malformed);
    }

    Skipping andMalformed() {
        return new Skipping(duplicates, true);
    }

    boolean applies(Delivery<?> delivery) {
        return (malformed && delivery.malformed()) || (duplicates && delivery.duplicateOfDone());
    }
}
