// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.test;

import io.pilotmetrics.snapshot.PilotSnapshot;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/** Assertions on a snapshot of a pilot, see {@link PilotAssertions}. */
public final class PilotSnapshotAssert extends AbstractAssert<PilotSnapshotAssert, PilotSnapshot> {

    PilotSnapshotAssert(@Nullable PilotSnapshot snapshot) {
        super(snapshot, PilotSnapshotAssert.class);
    }

    /**
     * Goes on with one handler.
     *
     * @param name its name
     * @return its assertions
     * @throws IllegalArgumentException if there is no such handler; the message says which there are
     */
    public HandlerAssert handler(String name) {
        isNotNull();
        return new HandlerAssert(Reading.of(actual.handler(name)));
    }

    /**
     * Goes on with one operation.
     *
     * @param name its name
     * @return its assertions
     * @throws IllegalArgumentException if there is no such operation; the message says which there are
     */
    public OperationAssert operation(String name) {
        isNotNull();
        return new OperationAssert(Reading.of(actual.operation(name)));
    }

    /**
     * Checks that the laws hold for every handler and operation of this snapshot.
     *
     * @return this
     * @see AccountAssert#lawHolds()
     */
    public PilotSnapshotAssert lawHolds() {
        isNotNull();
        actual.handlers().keySet().forEach(name -> handler(name).lawHolds());
        actual.operations().keySet().forEach(name -> operation(name).lawHolds());
        return this;
    }
}
