// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.export;

import static java.util.Objects.requireNonNull;

import java.util.Map;

/**
 * What tells one series from all others.
 *
 * @param metric what it shows
 * @param labels values by key; unmodifiable
 */
public record Series(Metric metric, Map<String, String> labels) {

    /**
     * Checks and copies its parts.
     *
     * @param metric what it shows
     * @param labels values by key
     */
    public Series {
        requireNonNull(metric, "metric");
        labels = Map.copyOf(labels);
    }
}
