// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.export;

import java.util.LinkedHashMap;
import java.util.Map;

/** Which series samples belong to. */
record Labels(Map<String, String> byKey) {

    static final String PILOT = "pilot";
    static final String HANDLER = "handler";
    static final String OPERATION = "operation";
    static final String COHORT = "cohort";

    Labels with(String key, String value) {
        Map<String, String> more = new LinkedHashMap<>(byKey);
        more.put(key, value);
        return new Labels(Map.copyOf(more));
    }
}
