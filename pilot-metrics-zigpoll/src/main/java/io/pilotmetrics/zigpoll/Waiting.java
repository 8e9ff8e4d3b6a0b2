// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.zigpoll;

import java.time.Duration;

/** How the time between two tries passes; tests let it pass at once. */
@FunctionalInterface
interface Waiting {

    Waiting SLEEPING = duration -> Thread.sleep(duration.toMillis());

    void await(Duration duration) throws InterruptedException;
}
