// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.examples.quickstart;

import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Events in a file, one after the other. */
interface InputRecords {

    /**
     * One record.
     *
     * @param line the line on which it begins, from 1
     * @param fields its plain values by name; empty where {@code problem} is not null
     * @param problem why it cannot be parsed, or null
     */
    record Read(
            long line, Map<String, String> fields, @Nullable String problem) {}

    /**
     * The next record.
     *
     * @return null at the end
     */
    @Nullable
    Read next() throws IOException, UsageException;

    /** The reason under which a record that cannot be parsed is counted. */
    String unparsedReason();
}
