// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.zigpoll;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads one response. Only its id and its time have to be there. */
final class RowReader {

    private RowReader() {}

    /** The response whose object begins at the parser's token. */
    static ZigpollResponse row(JsonParser parser) throws IOException {
        String pointer = parser.getParsingContext().getParent().pathAsPointer().toString();
        ZigpollResponse.Parts parts = new ZigpollResponse.Parts();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            parser.nextToken();
            read(parser, field, parts);
        }
        if (parts.id == null || parts.id.isEmpty()) {
            throw PageReader.wrong(pointer + "/_id", "a text", "nothing");
        }
        if (parts.createdAt == null) {
            throw PageReader.wrong(pointer + "/createdAt", "a time", "nothing");
        }
        return new ZigpollResponse(parts);
    }

    private static void read(JsonParser parser, String field, ZigpollResponse.Parts parts) throws IOException {
        switch (field) {
            case "_id" -> parts.id = text(parser);
            case "createdAt" -> parts.createdAt = time(parser);
            case "accountId" -> parts.accountId = text(parser);
            case "pollId" -> parts.pollId = text(parser);
            case "slideId" -> parts.slideId = text(parser);
            case "participantId" -> parts.participantId = text(parser);
            case "valueType" -> parts.valueType = text(parser);
            case "response" -> parts.text = anyText(parser);
            case "orderValue" -> {
                if (parser.currentToken().isNumeric()) {
                    parts.orderValue = parser.getDoubleValue();
                } else {
                    parser.skipChildren();
                }
            }
            case "metadata" -> parts.metadata = metadata(parser);
            case "answers" -> parts.choices = choices(parser);
            default -> parser.skipChildren();
        }
    }

    private static Map<String, String> metadata(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return Map.of();
        }
        Map<String, String> metadata = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = parser.currentName();
            if (parser.nextToken() != JsonToken.VALUE_NULL) {
                metadata.put(key, anyText(parser));
            }
        }
        return metadata;
    }

    private static List<String> choices(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            parser.skipChildren();
            return List.of();
        }
        List<String> titles = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                parser.skipChildren();
                continue;
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                parser.nextToken();
                if (field.equals("title")) {
                    titles.add(anyText(parser));
                } else {
                    parser.skipChildren();
                }
            }
        }
        return titles;
    }

    /** A text; null is the empty one. */
    static String text(JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return "";
        }
        PageReader.expect(parser, parser.currentToken() == JsonToken.VALUE_STRING, "a text");
        return parser.getText();
    }

    /** Whatever stands there, as a text: a string's content, else its JSON. */
    private static String anyText(JsonParser parser) throws IOException {
        if (!parser.currentToken().isStructStart()) {
            return parser.currentToken() == JsonToken.VALUE_NULL ? "" : parser.getText();
        }
        StringWriter json = new StringWriter();
        try (JsonGenerator generator = PageReader.FACTORY.createGenerator(json)) {
            generator.copyCurrentStructure(parser);
        }
        return json.toString();
    }

    private static Instant time(JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT) {
            return Instant.ofEpochMilli(parser.getLongValue());
        }
        try {
            return Instant.parse(text(parser));
        } catch (DateTimeException e) {
            throw PageReader.wrong(
                    parser.getParsingContext().pathAsPointer().toString(),
                    "an ISO-8601 time like 2026-03-01T12:00:00Z",
                    "another text of " + parser.getTextLength() + " characters");
        }
    }
}
