// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.snapshot;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;

/** The JSON form of a snapshot: written by hand on jackson-core, since its shape is a contract and no type of it is ours. */
final class SnapshotWriter {

    static final String FORMAT = "pilot-metrics/1";

    private SnapshotWriter() {}

    static String write(PilotSnapshot pilot) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = Json.FACTORY.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("format", FORMAT);
            json.writeStringField("pilot", pilot.name());
            writeStrings(json, "instances", pilot.instances());
            json.writeStringField("startedAt", pilot.startedAt().toString());
            json.writeStringField("at", pilot.at().toString());
            json.writeArrayFieldStart("handlers");
            for (HandlerSnapshot handler : pilot.handlers().values()) {
                writeHandler(json, handler);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("operations");
            for (OperationSnapshot operation : pilot.operations().values()) {
                writeOperation(json, operation);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("objectives");
            for (Objective objective : pilot.objectives()) {
                json.writeStartObject();
                json.writeStringField("figure", objective.figure());
                writeTags(json, objective.tags());
                json.writeStringField("comparison", objective.comparison().name());
                json.writeNumberField("threshold", objective.threshold());
                json.writeNumberField("latencyNanos", objective.latencyNanos());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeArrayFieldStart("figures");
            for (Figure figure : pilot.supplied()) {
                writeFigure(json, figure);
            }
            json.writeEndArray();
            writeStrings(
                    json,
                    "assurances",
                    pilot.assurances().stream().map(Enum::name).sorted().toList());
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a StringWriter failed", e);
        }
        return text.toString();
    }

    private static void writeHandler(JsonGenerator json, HandlerSnapshot handler) throws IOException {
        json.writeStartObject();
        writeAccount(json, handler);
        LedgerJson.write(json, handler.ledger());
        StatedJson.write(json, handler.stated());
        if (!handler.cohorts().isEmpty()) {
            CohortJson.write(json, handler);
        }
        json.writeObjectFieldStart("windows");
        for (Map.Entry<Duration, HandlerSnapshot> window : handler.windows().entrySet()) {
            json.writeFieldName(window.getKey().toString());
            writeHandler(json, window.getValue());
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void writeOperation(JsonGenerator json, OperationSnapshot operation) throws IOException {
        json.writeStartObject();
        writeAccount(json, operation);
        json.writeObjectFieldStart("windows");
        for (Map.Entry<Duration, OperationSnapshot> window : operation.windows().entrySet()) {
            json.writeFieldName(window.getKey().toString());
            writeOperation(json, window.getValue());
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    static void writeAccount(JsonGenerator json, AccountSnapshot account) throws IOException {
        json.writeStringField("name", account.name());
        json.writeNumberField("spanNanos", account.span().toNanos());
        json.writeNumberField("inFlightAtStart", account.inFlightAtStart());
        json.writeObjectFieldStart("counts");
        for (Map.Entry<String, Long> count : account.counts().asMap().entrySet()) {
            json.writeNumberField(count.getKey(), count.getValue());
        }
        json.writeEndObject();
        json.writeObjectFieldStart("levels");
        for (Map.Entry<Level, Long> level : account.readings().levels().asMap().entrySet()) {
            json.writeNumberField(level.getKey().key(), level.getValue());
        }
        json.writeEndObject();
        writeLatency(json, "latency", account.latency());
        writeLatency(json, "lateness", account.readings().lateness());
        writeLatency(json, "age", account.readings().age());
    }

    private static void writeLatency(JsonGenerator json, String field, LatencySnapshot latency) throws IOException {
        json.writeObjectFieldStart(field);
        json.writeNumberField("zeros", latency.histogram().zeros());
        json.writeNumberField("offset", latency.histogram().offset());
        long[] counts = latency.histogram().counts();
        json.writeFieldName("buckets");
        json.writeArray(counts, 0, counts.length);
        json.writeNumberField("sumNanos", latency.sumNanos());
        json.writeNumberField("minNanos", latency.minNanos());
        json.writeNumberField("maxNanos", latency.maxNanos());
        json.writeBooleanField("extremesExact", latency.extremesExact());
        json.writeNumberField("negative", latency.negative());
        json.writeArrayFieldStart("thresholds");
        for (LatencySnapshot.Threshold threshold : latency.thresholds()) {
            json.writeStartObject();
            json.writeNumberField("nanos", threshold.nanos());
            json.writeNumberField("met", threshold.met());
            json.writeNumberField("of", threshold.of());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void writeFigure(JsonGenerator json, Figure figure) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", figure.name());
        writeNumber(json, "value", figure.value());
        writeNumber(json, "low", figure.low());
        writeNumber(json, "high", figure.high());
        json.writeNumberField("n", figure.n());
        json.writeStringField("unit", figure.unit());
        writeTags(json, figure.tags());
        json.writeStringField("at", figure.at().toString());
        json.writeEndObject();
    }

    private static void writeNumber(JsonGenerator json, String field, double number) throws IOException {
        if (Double.isFinite(number)) {
            json.writeNumberField(field, number);
        } else {
            json.writeNullField(field);
        }
    }

    private static void writeTags(JsonGenerator json, Map<String, String> tags) throws IOException {
        json.writeObjectFieldStart("tags");
        for (Map.Entry<String, String> tag : tags.entrySet()) {
            json.writeStringField(tag.getKey(), tag.getValue());
        }
        json.writeEndObject();
    }

    private static void writeStrings(JsonGenerator json, String field, Iterable<String> strings) throws IOException {
        json.writeArrayFieldStart(field);
        for (String string : strings) {
            json.writeString(string);
        }
        json.writeEndArray();
    }
}
