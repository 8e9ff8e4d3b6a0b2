// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.zigpoll;

import java.net.URI;
import java.time.Duration;

/** How Zigpoll is reached. */
record Settings(
        URI baseUri,
        String apiKey,
        String authorization,
        Duration timeout,
        Duration longestWait,
        int maxBodyBytes,
        Waiting waiting) {

    /** Shows no key. */
    @Override
    public String toString() {
        return "Settings[" + baseUri + "]";
    }
}
