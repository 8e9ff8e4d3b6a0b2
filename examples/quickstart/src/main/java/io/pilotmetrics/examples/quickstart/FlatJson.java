// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.examples.quickstart;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** Reads one JSON object into its plain members: numbers as they are written; nested values and nulls are left out. */
final class FlatJson {

    private static final JsonFactory JSON = new JsonFactory();

    private FlatJson() {}

    static Map<String, String> read(byte[] utf8) throws IOException {
        try (JsonParser parser = JSON.createParser(utf8)) {
            return read(parser);
        }
    }

    static Map<String, String> read(String text) throws IOException {
        return read(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Map<String, String> read(JsonParser parser) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new JsonParseException(parser, "not an object");
        }
        Map<String, String> members = new HashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (value.isStructStart()) {
                parser.skipChildren();
            } else if (value != JsonToken.VALUE_NULL) {
                members.put(name, parser.getText());
            }
        }
        if (parser.nextToken() != null) {
            throw new JsonParseException(parser, "something follows the object");
        }
        return members;
    }
}
