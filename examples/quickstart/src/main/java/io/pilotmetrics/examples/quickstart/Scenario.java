// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.examples.quickstart;

import java.time.Duration;

/** How the service behind the pilot behaves. Its name is what {@code --scenario} takes. */
enum Scenario {
    /** A healthy store: small waits for a connection, errors only where an event deserves one. */
    healthy(1, 5, 0, Duration.ofSeconds(30)),
    /** A store that is slow, and that every third call cannot reach. */
    broken(300, 700, 3, Duration.ofSeconds(2));

    final int minDelayMillis;
    final int maxDelayMillis;
    /** Every how many calls one fails; 0 for never. */
    final int failsEvery;
    /** How long a call waits for a connection of the pool before it fails. */
    final Duration connectionTimeout;

    Scenario(int minDelayMillis, int maxDelayMillis, int failsEvery, Duration connectionTimeout) {
        this.minDelayMillis = minDelayMillis;
        this.maxDelayMillis = maxDelayMillis;
        this.failsEvery = failsEvery;
        this.connectionTimeout = connectionTimeout;
    }
}
