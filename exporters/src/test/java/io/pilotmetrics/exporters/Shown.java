// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.exporters;

import java.util.Map;
import java.util.TreeMap;

/**
 * What an exporter shows of one series.
 *
 * @param kind in the exporter's own words, with all that tells how it is to be added up
 * @param unit as the exporter writes it; empty where it writes none
 * @param what the description
 * @param numbers its numbers by what they are; of a counter or gauge one, {@value #VALUE}
 */
record Shown(String kind, String unit, String what, Map<String, Double> numbers) {

    static final String VALUE = "value";

    Shown {
        numbers = new TreeMap<>(numbers);
    }
}
