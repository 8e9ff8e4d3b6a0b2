// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.test;

import io.pilotmetrics.snapshot.OperationSnapshot;

/** Assertions on an operation, see {@link PilotAssertions}. */
public final class OperationAssert extends AccountAssert<OperationAssert, OperationSnapshot> {

    OperationAssert(Reading<OperationSnapshot> reading) {
        super(reading, OperationAssert.class);
    }
}
