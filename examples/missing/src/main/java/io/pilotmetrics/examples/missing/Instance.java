// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.examples.missing;

import io.pilotmetrics.snapshot.PilotSnapshot;
import java.io.IOException;

/** One instance of the service, as the balancer sees it. Events may come from several threads at once; the rest comes from one. */
interface Instance extends AutoCloseable {

    /**
     * Hands an event over.
     *
     * @throws IOException if the instance did not acknowledge it; it may have taken it all the same
     */
    void deliver(Event event) throws IOException;

    /**
     * Hands a producer's last number over.
     *
     * @throws IOException if the instance did not acknowledge it
     */
    void announce(Life life, long last) throws IOException;

    /** Starts it; it goes on from its state. Until it is up, deliveries fail. */
    void start() throws IOException;

    /** Ends it as planned, after its traffic has ended. */
    void stop() throws IOException;

    /** Ends it at once, in the middle of whatever it does. */
    void kill();

    /** What it knows in the end. */
    PilotSnapshot settled() throws IOException;

    @Override
    void close();
}
