// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.benchmarks.compare;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.Writer;
import java.util.List;

/**
 * Rows as a JSON array of objects with the keys {@code suite, threads, subject, peer, ns, ratio, low, high, bytesPerOp, target,
 * verdict}.
 */
public final class JsonRows {

    private JsonRows() {}

    /**
     * Writes all rows; what a row lacks, and what no number can say, is {@code null}.
     *
     * @param rows the rows
     * @param to where to; left open
     * @throws IOException if it cannot be written
     */
    public static void write(List<Row> rows, Writer to) throws IOException {
        try (JsonGenerator json = new JsonFactory().createGenerator(to)) {
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            json.setPrettyPrinter(new DefaultPrettyPrinter());
            json.writeStartArray();
            for (Row row : rows) {
                row(row, json);
            }
            json.writeEndArray();
        }
    }

    private static void row(Row row, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("suite", row.suite());
        json.writeNumberField("threads", row.threads());
        json.writeStringField("subject", row.subject());
        json.writeStringField("peer", row.peer());
        number("ns", row.nanos(), json);
        number("ratio", row.ratio(), json);
        number("low", row.low(), json);
        number("high", row.high(), json);
        number("bytesPerOp", row.bytes(), json);
        json.writeStringField(
                "target", row.target() == null ? null : row.target().text());
        json.writeStringField(
                "verdict", row.verdict() == null ? null : row.verdict().toString());
        json.writeEndObject();
    }

    private static void number(String key, double value, JsonGenerator json) throws IOException {
        if (Double.isFinite(value)) {
            json.writeNumberField(key, value);
        } else {
            json.writeNullField(key);
        }
    }
}
