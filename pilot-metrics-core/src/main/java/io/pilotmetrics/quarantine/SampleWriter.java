// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.quarantine;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** The JSON form of samples, which {@link SampleReader} reads. */
final class SampleWriter {

    static final String FORMAT = "pilot-metrics-sample/1";
    static final String QUARANTINE_FORMAT = "pilot-metrics-quarantine/1";

    private static final JsonFactory FACTORY = new JsonFactory();

    private SampleWriter() {}

    static String write(QuarantineSnapshot quarantine) {
        return written(json -> {
            json.writeStartObject();
            json.writeStringField("format", QUARANTINE_FORMAT);
            json.writeStringField("handler", quarantine.handler());
            json.writeNumberField("kept", quarantine.kept());
            json.writeNumberField("notKept", quarantine.notKept());
            json.writeNumberField("refusedBySink", quarantine.refusedBySink());
            json.writeArrayFieldStart("samples");
            for (Sample sample : quarantine.samples()) {
                write(json, sample);
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    static String write(Sample sample) {
        return written(json -> write(json, sample));
    }

    private static void write(JsonGenerator json, Sample sample) throws IOException {
        json.writeStartObject();
        json.writeStringField("format", FORMAT);
        json.writeStringField("when", sample.when().toString());
        json.writeStringField("handler", sample.handler());
        json.writeStringField("kind", sample.kind().name());
        json.writeStringField("reason", sample.reason());
        SampleField id = sample.id();
        if (id != null) {
            json.writeFieldName("id");
            write(json, id);
        }
        json.writeArrayFieldStart("fields");
        for (SampleField field : sample.fields()) {
            write(json, field);
        }
        json.writeEndArray();
        json.writeNumberField("fieldsLeftOut", sample.fieldsLeftOut());
        writeIfAny(json, "firstFingerprint", sample.firstFingerprint());
        writeIfAny(json, "fingerprint", sample.fingerprint());
        if (sample.inputLength() >= 0) {
            json.writeNumberField("inputLength", sample.inputLength());
        }
        writeIfAny(json, "inputHash", sample.inputHash());
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, SampleField field) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", field.name());
        json.writeStringField("form", field.form().name());
        writeIfAny(json, "text", field.text());
        json.writeEndObject();
    }

    private static void writeIfAny(JsonGenerator json, String name, @Nullable String text) throws IOException {
        if (text != null) {
            json.writeStringField(name, text);
        }
    }

    /** Writes to a generator. */
    private interface Content {
        void to(JsonGenerator json) throws IOException;
    }

    private static String written(Content content) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            content.to(json);
        } catch (IOException e) {
            throw new UncheckedIOException("a StringWriter failed", e);
        }
        return text.toString();
    }
}
