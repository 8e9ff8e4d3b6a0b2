// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.otel;

import java.util.Map;

/** Metrics by their name; asking for one that is not there fails with the names that are. */
record ByName<M>(Map<String, M> metrics) {

    M get(String name) {
        M metric = metrics.get(name);
        if (metric == null) {
            throw new AssertionError("no metric " + name + ", there are " + metrics.keySet());
        }
        return metric;
    }
}
