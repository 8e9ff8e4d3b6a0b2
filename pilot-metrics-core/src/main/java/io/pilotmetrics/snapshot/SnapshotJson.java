// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.snapshot;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The JSON form of a snapshot: written by hand on jackson-core, since its shape is a contract and no type of it is ours. */
final class SnapshotJson {

    static final String FORMAT = "pilot-metrics/1";

    private SnapshotJson() {}

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
        writeLedger(json, handler.ledger());
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

    private static void writeAccount(JsonGenerator json, AccountSnapshot account) throws IOException {
        json.writeStringField("name", account.name());
        json.writeNumberField("spanNanos", account.span().toNanos());
        json.writeNumberField("inFlightAtStart", account.inFlightAtStart());
        json.writeObjectFieldStart("counts");
        for (Map.Entry<String, Long> count : account.counts().asMap().entrySet()) {
            json.writeNumberField(count.getKey(), count.getValue());
        }
        json.writeEndObject();
        LatencySnapshot latency = account.latency();
        json.writeObjectFieldStart("latency");
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

    private static void writeLedger(JsonGenerator json, LedgerSnapshot ledger) throws IOException {
        json.writeObjectFieldStart("ledger");
        json.writeArrayFieldStart("sources");
        for (SourceLedger source : ledger.sources()) {
            json.writeStartObject();
            json.writeStringField("source", source.source());
            json.writeNumberField("epoch", source.epoch());
            json.writeNumberField("first", source.first());
            json.writeNumberField("last", source.last());
            json.writeNumberField("seen", source.seen());
            writeRanges(json, "dropped", source.dropped());
            writeRanges(json, "pending", source.pending());
            writeRanges(json, "undetermined", source.undetermined());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeNumberField("undeterminedSources", ledger.undeterminedSources());
        json.writeEndObject();
    }

    private static void writeRanges(JsonGenerator json, String field, NumberRanges ranges) throws IOException {
        json.writeArrayFieldStart(field);
        for (NumberRanges.Run run : ranges.runs()) {
            json.writeArray(new long[] {run.first(), run.last()}, 0, 2);
        }
        json.writeEndArray();
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

    static PilotSnapshot parse(String text) {
        Json json = Json.read(text);
        String format = json.get("format").string();
        if (!format.equals(FORMAT)) {
            throw new IllegalArgumentException("snapshot JSON: $.format is \"" + format + "\", this version reads \""
                    + FORMAT + "\"; write it with a matching version of pilot-metrics");
        }
        List<HandlerSnapshot> handlers = new ArrayList<>();
        json.get("handlers").items().forEach(item -> handlers.add(handler(item)));
        List<OperationSnapshot> operations = new ArrayList<>();
        json.get("operations").items().forEach(item -> operations.add(operation(item)));
        Set<Objective> objectives = new LinkedHashSet<>();
        json.get("objectives").items().forEach(item -> objectives.add(objective(item)));
        List<Figure> supplied = new ArrayList<>();
        json.get("figures").items().forEach(item -> supplied.add(figure(item)));
        Set<String> instances = new LinkedHashSet<>();
        json.get("instances").items().forEach(item -> instances.add(item.string()));
        Set<PilotSnapshot.Assurance> assurances = new LinkedHashSet<>();
        for (Json item : json.get("assurances").items()) {
            assurances.add(item.string(PilotSnapshot.Assurance::valueOf, "an assurance"));
        }
        return checked(
                json,
                () -> new PilotSnapshot(
                        json.get("pilot").string(),
                        instances,
                        instant(json.get("startedAt")),
                        instant(json.get("at")),
                        handlers,
                        operations,
                        objectives,
                        supplied,
                        assurances));
    }

    private static HandlerSnapshot handler(Json json) {
        Map<Duration, HandlerSnapshot> windows = new LinkedHashMap<>();
        json.get("windows")
                .members()
                .forEach((length, window) -> windows.put(duration(window, length), handler(window)));
        return new HandlerSnapshot(
                json.get("name").string(),
                Duration.ofNanos(json.get("spanNanos").count()),
                counts(json.get("counts")),
                latency(json.get("latency")),
                ledger(json.get("ledger")),
                json.get("inFlightAtStart").integer(),
                windows);
    }

    private static OperationSnapshot operation(Json json) {
        Map<Duration, OperationSnapshot> windows = new LinkedHashMap<>();
        json.get("windows")
                .members()
                .forEach((length, window) -> windows.put(duration(window, length), operation(window)));
        return new OperationSnapshot(
                json.get("name").string(),
                Duration.ofNanos(json.get("spanNanos").count()),
                counts(json.get("counts")),
                latency(json.get("latency")),
                json.get("inFlightAtStart").integer(),
                windows);
    }

    private static Counts counts(Json json) {
        Map<String, Long> byName = new LinkedHashMap<>();
        json.members().forEach((name, count) -> byName.put(name, count.count()));
        return checked(json, () -> Counts.of(byName).requireNoOverflow());
    }

    private static LatencySnapshot latency(Json json) {
        long[] buckets =
                json.get("buckets").items().stream().mapToLong(Json::integer).toArray();
        long offset = json.get("offset").integer();
        if (offset != (int) offset) {
            throw json.get("offset").wrong("a bucket's index");
        }
        List<LatencySnapshot.Threshold> thresholds = new ArrayList<>();
        for (Json item : json.get("thresholds").items()) {
            thresholds.add(new LatencySnapshot.Threshold(
                    item.get("nanos").count(),
                    item.get("met").count(),
                    item.get("of").count()));
        }
        return checked(
                json,
                () -> new LatencySnapshot(
                        Histogram.of(json.get("zeros").integer(), (int) offset, buckets),
                        json.get("sumNanos").count(),
                        json.get("minNanos").count(),
                        json.get("maxNanos").count(),
                        json.get("extremesExact").bool(),
                        json.get("negative").count(),
                        thresholds));
    }

    private static LedgerSnapshot ledger(Json json) {
        List<SourceLedger> sources = new ArrayList<>();
        for (Json item : json.get("sources").items()) {
            sources.add(new SourceLedger(
                    item.get("source").string(),
                    item.get("epoch").integer(),
                    item.get("first").integer(),
                    item.get("last").integer(),
                    item.get("seen").count(),
                    ranges(item.get("dropped")),
                    ranges(item.get("pending")),
                    ranges(item.get("undetermined"))));
        }
        return new LedgerSnapshot(sources, json.get("undeterminedSources").count());
    }

    private static NumberRanges ranges(Json json) {
        List<NumberRanges.Run> runs = new ArrayList<>();
        for (Json item : json.items()) {
            List<Json> ends = item.items();
            if (ends.size() != 2) {
                throw item.wrong("a pair of numbers");
            }
            runs.add(checked(
                    item,
                    () -> new NumberRanges.Run(
                            ends.get(0).integer(), ends.get(1).integer())));
        }
        return new NumberRanges(runs);
    }

    private static Objective objective(Json json) {
        return checked(
                json,
                () -> new Objective(
                        json.get("figure").string(),
                        tags(json.get("tags")),
                        json.get("comparison").string(Objective.Comparison::valueOf, "AT_MOST or AT_LEAST"),
                        json.get("threshold").number(),
                        json.get("latencyNanos").count()));
    }

    private static Figure figure(Json json) {
        return checked(
                json,
                () -> new Figure(
                        json.get("name").string(),
                        json.get("value").number(),
                        json.get("low").number(),
                        json.get("high").number(),
                        json.get("n").count(),
                        json.get("unit").string(),
                        tags(json.get("tags")),
                        instant(json.get("at"))));
    }

    private static Map<String, String> tags(Json json) {
        Map<String, String> tags = new LinkedHashMap<>();
        json.members().forEach((key, value) -> tags.put(key, value.string()));
        return tags;
    }

    private static Instant instant(Json json) {
        return json.string(Instant::parse, "an ISO-8601 instant");
    }

    private static Duration duration(Json json, String text) {
        try {
            return Duration.parse(text);
        } catch (java.time.DateTimeException e) {
            throw json.wrong("an ISO-8601 duration as its name");
        }
    }

    /** Gives the complaint of a value's own check the place where it was read. */
    private static <T> T checked(Json json, java.util.function.Supplier<T> value) {
        try {
            return value.get();
        } catch (IllegalArgumentException e) {
            String message = String.valueOf(e.getMessage());
            throw message.startsWith("snapshot JSON")
                    ? e
                    : new IllegalArgumentException("snapshot JSON: " + json.path() + ": " + message, e);
        }
    }
}
