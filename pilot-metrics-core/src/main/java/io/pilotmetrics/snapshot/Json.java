// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.snapshot;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A read JSON value together with the place that it was found at, so that every complaint says where. */
final class Json {

    private static final int MAX_DEPTH = 32;

    /** Room for some thousands of handlers with their windows; what is read takes up to 20 times as many bytes. */
    private static final int MAX_CHARS = 20_000_000;

    static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
            .build();

    private final String path;
    private final @Nullable Object value;

    private Json(String path, @Nullable Object value) {
        this.path = path;
        this.value = value;
    }

    /** The one value in a text. */
    static Json read(String text) {
        if (text.length() > MAX_CHARS) {
            throw new IllegalArgumentException("snapshot JSON: at most " + MAX_CHARS + " characters are read, got "
                    + text.length() + "; read one snapshot at a time");
        }
        try (JsonParser parser = FACTORY.createParser(text)) {
            if (parser.nextToken() == null) {
                throw new IllegalArgumentException("snapshot JSON is empty");
            }
            Object value = value(parser);
            if (parser.nextToken() != null) {
                throw new IllegalArgumentException("snapshot JSON: something follows the snapshot at "
                        + parser.currentTokenLocation().offsetDescription());
            }
            return new Json("$", value);
        } catch (JsonProcessingException e) {
            // The message of the cause may quote the text; its place is enough.
            JsonLocation at = e.getLocation();
            throw new IllegalArgumentException("snapshot JSON: not well-formed, or nested too deeply"
                    + (at == null ? "" : ", at line " + at.getLineNr() + ", column " + at.getColumnNr()));
        } catch (IOException e) {
            throw new IllegalArgumentException("snapshot JSON cannot be read", e);
        }
    }

    private static @Nullable Object value(JsonParser parser) throws IOException {
        switch (parser.currentToken()) {
            case START_OBJECT -> {
                Map<String, @Nullable Object> object = new LinkedHashMap<>();
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    String field = parser.currentName();
                    parser.nextToken();
                    object.put(field, value(parser));
                }
                return object;
            }
            case START_ARRAY -> {
                List<@Nullable Object> array = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    array.add(value(parser));
                }
                return array;
            }
            case VALUE_NUMBER_INT -> {
                return parser.getLongValue();
            }
            case VALUE_NUMBER_FLOAT -> {
                return parser.getDoubleValue();
            }
            case VALUE_STRING -> {
                return parser.getText();
            }
            case VALUE_TRUE, VALUE_FALSE -> {
                return parser.getBooleanValue();
            }
            default -> {
                return null;
            }
        }
    }

    Json get(String field) {
        if (!(value instanceof Map<?, ?> object)) {
            throw wrong("an object");
        }
        return new Json(path + "." + field, object.get(field));
    }

    List<Json> items() {
        if (!(value instanceof List<?> array)) {
            throw wrong("an array");
        }
        List<Json> items = new ArrayList<>(array.size());
        for (int i = 0; i < array.size(); i++) {
            items.add(new Json(path + "[" + i + "]", array.get(i)));
        }
        return items;
    }

    Map<String, Json> members() {
        if (!(value instanceof Map<?, ?> object)) {
            throw wrong("an object");
        }
        Map<String, Json> members = new LinkedHashMap<>();
        object.forEach((key, member) -> members.put((String) key, new Json(path + "." + key, member)));
        return members;
    }

    long integer() {
        if (value instanceof Long number) {
            return number;
        }
        throw wrong("a whole number");
    }

    /** Whether nothing stands there. */
    boolean isNull() {
        return value == null;
    }

    /** A whole number, or what stands for its absence. */
    long integerOr(long absent) {
        return value == null ? absent : integer();
    }

    /** A whole number that counts something. */
    long count() {
        long count = integer();
        if (count < 0) {
            throw wrong("a count of 0 or more");
        }
        return count;
    }

    /** A number; {@code null} is how JSON has to write NaN. */
    double number() {
        if (value == null) {
            return Double.NaN;
        }
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        throw wrong("a number or null");
    }

    boolean bool() {
        if (value instanceof Boolean bool) {
            return bool;
        }
        throw wrong("true or false");
    }

    String string() {
        if (value instanceof String string) {
            return string;
        }
        throw wrong("a string");
    }

    /** What a converter makes of a string; its complaint is given this place. */
    <T> T string(java.util.function.Function<String, T> converter, String expected) {
        try {
            return converter.apply(string());
        } catch (java.time.DateTimeException e) {
            throw wrong(expected);
        } catch (IllegalArgumentException e) {
            throw value instanceof String ? wrong(expected) : e;
        }
    }

    IllegalArgumentException wrong(String expected) {
        String found = value == null
                ? "nothing"
                : value instanceof Map ? "an object" : value instanceof List ? "an array" : "another value";
        return new IllegalArgumentException("snapshot JSON: " + path + " needs " + expected + ", found " + found);
    }

    String path() {
        return path;
    }
}
