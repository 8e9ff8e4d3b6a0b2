// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.exporters;

import java.util.Map;
import java.util.TreeMap;

/** A series as an exporter names it; a label without a value is none. */
record Id(String name, Map<String, String> labels) {

    Id {
        Map<String, String> present = new TreeMap<>(labels);
        present.values().removeIf(String::isEmpty);
        labels = present;
    }
}
