// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.examples.quickstart;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.pilotmetrics.snapshot.Law;
import java.io.IOException;
import java.io.Writer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The result as JSON: {@code seed}, {@code verdict}, {@code injected}, {@code found}, {@code laws}, {@code snapshot}. */
final class ResultJson {

    private ResultJson() {}

    static void write(Result result, Writer to) throws IOException {
        try (JsonGenerator json = new JsonFactory().createGenerator(to)) {
            json.useDefaultPrettyPrinter();
            json.writeStartObject();
            json.writeNumberField("seed", result.seed());
            json.writeStringField("verdict", result.verdict().name());
            writeCounted(json, "injected", result.comparison().injected());
            writeCounted(json, "found", result.comparison().found());
            json.writeArrayFieldStart("laws");
            for (Law law : result.card().laws()) {
                json.writeStartObject();
                json.writeStringField("name", law.name());
                json.writeStringField("status", law.status().name());
                json.writeStringField("text", law.text());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeFieldName("snapshot");
            json.writeRawValue(result.snapshot().toJson());
            json.writeEndObject();
        }
    }

    private static void writeCounted(JsonGenerator json, String name, Comparison.@Nullable Counted counted)
            throws IOException {
        if (counted == null) {
            json.writeNullField(name);
            return;
        }
        json.writeObjectFieldStart(name);
        json.writeNumberField("duplicate", counted.duplicate());
        json.writeNumberField("dropped", counted.dropped());
        json.writeObjectFieldStart("malformed");
        for (Map.Entry<String, Long> reason : counted.malformed().entrySet()) {
            json.writeNumberField(reason.getKey(), reason.getValue());
        }
        json.writeEndObject();
        json.writeEndObject();
    }
}
