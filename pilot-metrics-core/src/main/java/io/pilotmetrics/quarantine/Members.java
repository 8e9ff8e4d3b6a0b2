// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.quarantine;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The members of one JSON object, read as they come: nothing is held that is not asked for, and every complaint says where. A place
 * is told by the names that were asked for and by numbers, never by what was read.
 */
final class Members {

    /** What 1,000 samples of 33 fields can take, each character escaped: six times 1,000 x 33 x 350. */
    static final int MAX_CHARS = 70_000_000;

    private static final int MAX_DEPTH = 16;
    private static final int MAX_TEXT = 10_000;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxStringLength(MAX_TEXT)
                    .maxNameLength(MAX_TEXT)
                    .build())
            .build();

    private final String what;
    private final JsonParser parser;
    private final String path;
    private String name = "";

    private Members(String what, JsonParser parser, String path) {
        this.what = what;
        this.parser = parser;
        this.path = path;
    }

    /** Makes something of an object's members. */
    interface Reader<T> {
        T read(Members json) throws IOException;
    }

    /** The one object in a text. */
    static <T> T read(String what, String text, Reader<T> reader) {
        if (text.length() > MAX_CHARS) {
            throw new IllegalArgumentException(
                    what + ": at most " + MAX_CHARS + " characters are read, got " + text.length());
        }
        try (JsonParser parser = FACTORY.createParser(text)) {
            Members whole = new Members(what, parser, "$");
            if (parser.nextToken() == null) {
                throw new IllegalArgumentException(what + " is empty");
            }
            whole.require(JsonToken.START_OBJECT, "an object");
            T value = reader.read(whole);
            if (parser.nextToken() != null) {
                throw new IllegalArgumentException(what + ": something follows the object");
            }
            return value;
        } catch (JsonProcessingException e) {
            // The message of the cause may quote the text; its place is enough.
            JsonLocation at = e.getLocation();
            throw new IllegalArgumentException(
                    what + ": not well-formed, nested too deeply, or a text or number too long"
                            + (at == null ? "" : ", at line " + at.getLineNr() + ", column " + at.getColumnNr()));
        } catch (IOException e) {
            throw new IllegalArgumentException(what + " cannot be read", e);
        }
    }

    /** Goes on to the next member; false at the end. */
    boolean next() throws IOException {
        if (parser.nextToken() != JsonToken.FIELD_NAME) {
            name = "";
            return false;
        }
        name = parser.currentName();
        parser.nextToken();
        return true;
    }

    String name() {
        return name;
    }

    void skip() throws IOException {
        parser.skipChildren();
    }

    String text(int max) throws IOException {
        require(JsonToken.VALUE_STRING, "a string");
        String text = parser.getText();
        if (text.length() > max) {
            throw wrong("a string of at most " + max + " characters");
        }
        return text;
    }

    long count() throws IOException {
        require(JsonToken.VALUE_NUMBER_INT, "a count of 0 or more");
        long count = parser.getLongValue();
        if (count < 0) {
            throw wrong("a count of 0 or more");
        }
        return count;
    }

    <T extends Enum<T>> T oneOf(T[] values) throws IOException {
        String text = text(Text.MAX_NAME);
        for (T value : values) {
            if (value.name().equals(text)) {
                return value;
            }
        }
        throw wrong("one of " + List.of(values));
    }

    <T> T object(Reader<T> reader) throws IOException {
        require(JsonToken.START_OBJECT, "an object");
        return reader.read(new Members(what, parser, path + "." + name));
    }

    <T> List<T> items(int max, Reader<T> reader) throws IOException {
        require(JsonToken.START_ARRAY, "an array");
        List<T> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            Members item = new Members(what, parser, path + "." + name + "[" + items.size() + "]");
            if (items.size() == max) {
                throw wrong("at most " + max + " items");
            }
            item.require(JsonToken.START_OBJECT, "an object");
            items.add(reader.read(item));
        }
        return items;
    }

    void requireFormat(@Nullable String format, String expected) {
        if (!expected.equals(format)) {
            throw new IllegalArgumentException(what + ": " + path + ".format is not \"" + expected
                    + "\"; write it with a matching version of pilot-metrics");
        }
    }

    <T> T required(String member, @Nullable T value) {
        if (value == null) {
            throw new IllegalArgumentException(what + ": " + path + " has no " + member);
        }
        return value;
    }

    private void require(JsonToken token, String expected) {
        if (parser.currentToken() != token) {
            throw wrong(expected);
        }
    }

    /** A complaint about the member at hand, or the object where there is none. */
    IllegalArgumentException wrong(String expected) {
        return new IllegalArgumentException(
                what + ": " + path + (name.isEmpty() ? "" : "." + name) + " needs " + expected);
    }
}
