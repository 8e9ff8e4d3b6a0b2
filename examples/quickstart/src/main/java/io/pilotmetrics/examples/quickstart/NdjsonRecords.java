// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.examples.quickstart;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One JSON object a line; blank lines mean nothing. */
final class NdjsonRecords implements InputRecords {

    private final LineReader lines;
    private LineReader.@Nullable Line first;

    NdjsonRecords(LineReader.Line first, LineReader lines) {
        this.first = first;
        this.lines = lines;
    }

    @Override
    public @Nullable Read next() throws IOException, UsageException {
        LineReader.Line line = first == null ? lines.next() : first;
        first = null;
        while (line != null && line.isBlank()) {
            line = lines.next();
        }
        if (line == null) {
            return null;
        }
        if (line.problem() != null) {
            return new Read(line.number(), Map.of(), line.problem());
        }
        try {
            return new Read(line.number(), FlatJson.read(line.text()), null);
        } catch (JsonProcessingException e) {
            String where =
                    e.getLocation() == null ? "" : " (column " + e.getLocation().getColumnNr() + ")";
            return new Read(line.number(), Map.of(), "not one JSON object" + where);
        }
    }

    @Override
    public String unparsedReason() {
        return "not_json";
    }
}
