// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.snapshot;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The JSON form of a handler's counts by minute and of what was stated; a snapshot that has none has no such member. */
final class StatedJson {

    private static final String MEMBER = "stated";
    private static final String IDS_MISSING = "idsMissing";
    private static final String IDS_UNDETERMINED = "idsUndetermined";
    private static final long MINUTE_SECONDS = 60;

    private StatedJson() {}

    static void write(JsonGenerator json, StatedCounts stated) throws IOException {
        if (!stated.isPresent()) {
            return;
        }
        json.writeObjectFieldStart(MEMBER);
        json.writeStringField("countedFrom", stated.countedFrom().toString());
        json.writeStringField("at", stated.at().toString());
        json.writeStringField("grace", stated.grace().toString());
        json.writeArrayFieldStart("minutes"); // since 1970, received, processed
        for (Map.Entry<Instant, StatedCounts.Minute> minute : stated.minutes().entrySet()) {
            StatedCounts.Minute events = minute.getValue();
            long number = minute.getKey().getEpochSecond() / MINUTE_SECONDS;
            json.writeArray(new long[] {number, events.received(), events.processed()}, 0, 3);
        }
        json.writeEndArray();
        json.writeNumberField("outside", stated.outside());
        json.writeArrayFieldStart("statements");
        for (Statement statement : stated.statements()) {
            writeStatement(json, statement);
        }
        json.writeEndArray();
        json.writeNumberField("givenWay", stated.givenWay());
        json.writeEndObject();
    }

    private static void writeStatement(JsonGenerator json, Statement statement) throws IOException {
        json.writeStartObject();
        json.writeStringField("party", statement.party());
        json.writeStringField("kind", statement.kind().name());
        json.writeStringField("from", statement.from().toString());
        json.writeStringField("to", statement.to().toString());
        json.writeNumberField("count", statement.count());
        json.writeStringField("toldAt", statement.toldAt().toString());
        Statement.Ids ids = statement.ids();
        if (ids != null) {
            json.writeNumberField(IDS_MISSING, ids.missing());
            json.writeNumberField(IDS_UNDETERMINED, ids.undetermined());
        }
        json.writeEndObject();
    }

    static StatedCounts read(Json handler) {
        Json json = handler.members().get(MEMBER);
        if (json == null) {
            return StatedCounts.NONE;
        }
        List<Statement> statements = new ArrayList<>();
        json.get("statements").items().forEach(item -> statements.add(statement(item)));
        return new StatedCounts(
                instant(json.get("countedFrom")),
                instant(json.get("at")),
                json.get("grace").string(Duration::parse, "an ISO-8601 duration"),
                minutes(json.get("minutes")),
                json.get("outside").count(),
                statements,
                json.get("givenWay").count());
    }

    private static SortedMap<Instant, StatedCounts.Minute> minutes(Json json) {
        SortedMap<Instant, StatedCounts.Minute> minutes = new TreeMap<>();
        for (Json item : json.items()) {
            List<Json> parts = item.items();
            if (parts.size() != 3) {
                throw item.wrong("a minute with two counts");
            }
            long number = parts.get(0).integer();
            if (number != (int) number) {
                throw parts.get(0).wrong("a minute since 1970");
            }
            StatedCounts.Minute events =
                    new StatedCounts.Minute(parts.get(1).count(), parts.get(2).count());
            if (minutes.put(Instant.ofEpochSecond(number * MINUTE_SECONDS), events) != null) {
                throw item.wrong("a minute that is not there twice");
            }
        }
        return minutes;
    }

    private static Statement statement(Json json) {
        Map<String, Json> members = json.members();
        Statement.Ids ids = members.containsKey(IDS_MISSING)
                ? new Statement.Ids(
                        json.get(IDS_MISSING).count(),
                        json.get(IDS_UNDETERMINED).count())
                : null;
        try {
            return new Statement(
                    json.get("party").string(),
                    json.get("kind").string(Statement.Kind::valueOf, "SENT or STORED"),
                    instant(json.get("from")),
                    instant(json.get("to")),
                    json.get("count").count(),
                    instant(json.get("toldAt")),
                    ids);
        } catch (IllegalArgumentException e) {
            String message = String.valueOf(e.getMessage());
            throw message.startsWith("snapshot JSON")
                    ? e
                    : new IllegalArgumentException("snapshot JSON: " + json.path() + ": " + message, e);
        }
    }

    private static Instant instant(Json json) {
        return json.string(Instant::parse, "an ISO-8601 instant");
    }
}
