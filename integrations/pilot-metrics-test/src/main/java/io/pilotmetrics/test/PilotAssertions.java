// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.test;

import static java.util.Objects.requireNonNull;

import io.pilotmetrics.PilotMetrics;
import io.pilotmetrics.snapshot.HandlerSnapshot;
import io.pilotmetrics.snapshot.OperationSnapshot;
import io.pilotmetrics.snapshot.PilotSnapshot;

/**
 * Assertions on what a pilot has counted. Made for a static import beside AssertJ's own:
 *
 * <pre>{@code
 * assertThat(pilot).handler("lead.ingest").lawHolds().received(160).duplicates(3).dropped(0);
 * }</pre>
 *
 * <p>A failure shows the actual figure, the expected one and the whole account. Assertions on a running pilot read it anew
 * each time; those on a snapshot read the snapshot.
 */
public final class PilotAssertions {

    private PilotAssertions() {}

    /**
     * Assertions on a running pilot.
     *
     * @param pilot the pilot
     * @return its assertions
     */
    public static PilotAssert assertThat(PilotMetrics pilot) {
        return new PilotAssert(pilot);
    }

    /**
     * Assertions on a snapshot of a pilot, for example a merged or a parsed one.
     *
     * @param snapshot the snapshot
     * @return its assertions
     */
    public static PilotSnapshotAssert assertThat(PilotSnapshot snapshot) {
        return new PilotSnapshotAssert(snapshot);
    }

    /**
     * Assertions on a snapshot of a handler.
     *
     * @param snapshot the snapshot
     * @return its assertions
     */
    public static HandlerAssert assertThat(HandlerSnapshot snapshot) {
        requireNonNull(snapshot, "snapshot");
        return new HandlerAssert(Reading.of(snapshot));
    }

    /**
     * Assertions on a snapshot of an operation.
     *
     * @param snapshot the snapshot
     * @return its assertions
     */
    public static OperationAssert assertThat(OperationSnapshot snapshot) {
        requireNonNull(snapshot, "snapshot");
        return new OperationAssert(Reading.of(snapshot));
    }
}
