// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.test;

import io.pilotmetrics.PilotMetrics;
import io.pilotmetrics.snapshot.PilotSnapshot;
import java.time.Duration;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/** Assertions on a running pilot, see {@link PilotAssertions}. */
public final class PilotAssert extends AbstractAssert<PilotAssert, PilotMetrics> {

    PilotAssert(@Nullable PilotMetrics pilot) {
        super(pilot, PilotAssert.class);
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
        actual.snapshot().handler(name);
        return new HandlerAssert(Reading.of(actual, snapshot -> snapshot.handler(name)));
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
        actual.snapshot().operation(name);
        return new OperationAssert(Reading.of(actual, snapshot -> snapshot.operation(name)));
    }

    /**
     * Checks that the laws hold for every handler and operation, after waiting at most
     * {@linkplain AccountAssert#REST the usual time} for rest.
     *
     * @return this
     * @see AccountAssert#lawHolds()
     */
    public PilotAssert lawHolds() {
        return lawHolds(AccountAssert.REST);
    }

    /**
     * Checks that the laws hold for every handler and operation.
     *
     * @param atMost how long to wait until no event is in flight and no call runs; real time, zero for no wait
     * @return this
     * @see AccountAssert#lawHolds()
     */
    public PilotAssert lawHolds(Duration atMost) {
        isNotNull();
        actual.awaitRest(atMost);
        PilotSnapshot snapshot = actual.snapshot();
        new PilotSnapshotAssert(snapshot).lawHolds();
        return this;
    }
}
