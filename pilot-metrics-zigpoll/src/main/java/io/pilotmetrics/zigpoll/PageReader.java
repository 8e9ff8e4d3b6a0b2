// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.zigpoll;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.pilotmetrics.zigpoll.ZigpollException.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a page of responses: {@code {data, hasNextPage, endCursor}}, the same once more wrapped in {@code data}, or a
 * bare array. Unknown fields are passed over.
 */
final class PageReader {

    /** A page as it was read. */
    record Page(List<ZigpollResponse> rows, boolean lastPage, String endCursor) {}

    static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(64).build())
            .build();

    private final JsonParser parser;
    private @Nullable List<ZigpollResponse> rows;
    private @Nullable Boolean hasNextPage;
    private String endCursor = "";

    private PageReader(JsonParser parser) {
        this.parser = parser;
    }

    /**
     * The page in a body.
     *
     * @throws FailedCall if it is none; the message names the place, never the content
     */
    static Page page(byte[] body) {
        return reading(body, parser -> new PageReader(parser).read());
    }

    /** The {@code _id} of a single object, bare or wrapped in {@code data}. */
    static String id(byte[] body) {
        return reading(body, parser -> {
            expect(parser, parser.currentToken() == JsonToken.START_OBJECT, "an object");
            String id = "";
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                JsonToken token = parser.nextToken();
                if (field.equals("_id")) {
                    id = RowReader.text(parser);
                } else if (!(field.equals("data") && token == JsonToken.START_OBJECT)) {
                    parser.skipChildren();
                } // else the wrapper's own fields follow, and its end ends the loop
            }
            if (id.isEmpty()) {
                throw wrong("/_id", "a text", "nothing");
            }
            return id;
        });
    }

    private interface Reading<T> {
        T read(JsonParser parser) throws IOException;
    }

    private static <T> T reading(byte[] body, Reading<T> reading) {
        try (JsonParser parser = FACTORY.createParser(body)) {
            if (startsLikeHtml(body)) {
                throw unreadable("Zigpoll answered with a web page of " + body.length + " bytes instead of JSON");
            }
            if (parser.nextToken() == null) {
                throw unreadable("Zigpoll answered with an empty body instead of JSON");
            }
            return reading.read(parser);
        } catch (JsonProcessingException e) {
            // Not chained: the cause's message may quote the body.
            String place = e.getLocation() == null
                    ? ""
                    : " at line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr();
            throw unreadable("Zigpoll's answer of " + body.length + " bytes is not JSON" + place);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // no stream is read here
        }
    }

    private static boolean startsLikeHtml(byte[] body) {
        for (byte b : body) {
            if (!Character.isWhitespace(b)) {
                return b == '<';
            }
        }
        return false;
    }

    private Page read() throws IOException {
        if (parser.currentToken() == JsonToken.START_ARRAY) {
            rows = rows();
            hasNextPage = false;
        } else {
            expect(parser, parser.currentToken() == JsonToken.START_OBJECT, "an object or an array");
            envelope();
        }
        if (rows == null) {
            throw wrong("/data", "an array", "nothing");
        }
        return new Page(rows, Boolean.FALSE.equals(hasNextPage), endCursor);
    }

    private void envelope() throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            JsonToken token = parser.nextToken();
            switch (field) {
                case "data" -> {
                    if (token == JsonToken.START_OBJECT) {
                        envelope();
                    } else {
                        expect(parser, token == JsonToken.START_ARRAY, "an array");
                        rows = rows();
                    }
                }
                case "hasNextPage" -> {
                    expect(parser, token.isBoolean() || token == JsonToken.VALUE_NULL, "true or false");
                    hasNextPage = token == JsonToken.VALUE_NULL ? null : Boolean.valueOf(token == JsonToken.VALUE_TRUE);
                }
                case "endCursor" -> endCursor = RowReader.text(parser);
                default -> parser.skipChildren();
            }
        }
    }

    private List<ZigpollResponse> rows() throws IOException {
        List<ZigpollResponse> read = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            expect(parser, parser.currentToken() == JsonToken.START_OBJECT, "an object");
            read.add(RowReader.row(parser));
        }
        return read;
    }

    static void expect(JsonParser parser, boolean found, String expected) {
        if (!found) {
            throw wrong(parser.getParsingContext().pathAsPointer().toString(), expected, kindOf(parser.currentToken()));
        }
    }

    static FailedCall wrong(String pointer, String expected, String found) {
        return unreadable("Zigpoll's answer needs " + expected + " at " + (pointer.isEmpty() ? "its top" : pointer)
                + ", found " + found);
    }

    private static FailedCall unreadable(String problem) {
        return FailedCall.of(
                Kind.UNREADABLE, 0, problem, "check that baseUri(…) is Zigpoll's API; if it is, its form has changed");
    }

    private static String kindOf(@Nullable JsonToken token) {
        if (token == null) {
            return "the end";
        }
        return switch (token) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "an array";
            case VALUE_STRING -> "a text";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
            case VALUE_TRUE, VALUE_FALSE -> "a truth value";
            case VALUE_NULL -> "null";
            default -> "something else";
        };
    }
}
