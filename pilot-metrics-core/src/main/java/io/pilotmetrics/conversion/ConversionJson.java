// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.conversion;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The JSON form of a conversion, one object:
 *
 * <pre>{@code
 * {"v":1,"orderId":"A-17","value":49.9,"touch":{"source":"newsletter","medium":"email","campaign":"spring","referrer":"https://…"}}
 * }</pre>
 *
 * <p>A part of the touch that is null is left out. A reader passes over members that it does not know.
 */
final class ConversionJson {

    private static final int VERSION = 1;
    private static final int MOST_DEPTH = 8;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(MOST_DEPTH).build())
            .build();

    private ConversionJson() {}

    /** One line with its end; nothing if it is too long to be read back. */
    static byte[] line(Conversion conversion) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        try (JsonGenerator json = FACTORY.createGenerator(line)) {
            json.writeStartObject();
            json.writeNumberField("v", VERSION);
            json.writeStringField("orderId", conversion.orderId());
            json.writeNumberField("value", conversion.value());
            json.writeObjectFieldStart("touch");
            Touch touch = conversion.touch();
            part(json, "source", touch.source());
            part(json, "medium", touch.medium());
            part(json, "campaign", touch.campaign());
            part(json, "referrer", touch.referrer());
            json.writeEndObject();
            json.writeEndObject();
        }
        if (line.size() > ConversionReader.MAX_LINE_BYTES) {
            return new byte[0];
        }
        line.write('\n');
        return line.toByteArray();
    }

    private static void part(JsonGenerator json, String field, @Nullable String text) throws IOException {
        if (text != null) {
            json.writeStringField(field, text);
        }
    }

    /** Reads one object; what is wrong with it is said without quoting it. */
    static Conversion read(byte[] line, int length) {
        try (JsonParser parser = FACTORY.createParser(line, 0, length)) {
            Fields fields = new Fields();
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IllegalArgumentException("it is not a JSON object");
            }
            fields.read(parser);
            if (parser.nextToken() != null) {
                throw new IllegalArgumentException("something follows the object");
            }
            return fields.conversion();
        } catch (IOException e) { // its message may quote the line
            throw new IllegalArgumentException("it is not well-formed JSON");
        }
    }

    /** What was read so far. */
    private static final class Fields {
        private long version;
        private @Nullable String orderId;
        private double value = Double.NaN;
        private @Nullable String source;
        private @Nullable String medium;
        private @Nullable String campaign;
        private @Nullable String referrer;

        void read(JsonParser parser) throws IOException {
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                JsonToken token = parser.nextToken();
                switch (field) {
                    case "v" -> version = token == JsonToken.VALUE_NUMBER_INT ? parser.getLongValue() : 0;
                    case "orderId" -> orderId = text(parser, field);
                    case "value" -> value = token.isNumeric() ? parser.getDoubleValue() : Double.NaN;
                    case "touch" -> readTouch(parser);
                    default -> parser.skipChildren();
                }
            }
        }

        private void readTouch(JsonParser parser) throws IOException {
            if (!parser.isExpectedStartObjectToken()) {
                throw new IllegalArgumentException("\"touch\" is not an object");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                parser.nextToken();
                switch (field) {
                    case "source" -> source = text(parser, field);
                    case "medium" -> medium = text(parser, field);
                    case "campaign" -> campaign = text(parser, field);
                    case "referrer" -> referrer = text(parser, field);
                    default -> parser.skipChildren();
                }
            }
        }

        private static String text(JsonParser parser, String field) throws IOException {
            if (!parser.hasToken(JsonToken.VALUE_STRING)) {
                throw new IllegalArgumentException("\"" + field + "\" is not a string");
            }
            return parser.getText();
        }

        Conversion conversion() {
            if (version != VERSION) {
                throw new IllegalArgumentException("\"v\" is not " + VERSION + ", the version that is read here");
            }
            if (orderId == null) {
                throw new IllegalArgumentException("\"orderId\" is missing");
            }
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("\"value\" is not a number");
            }
            return Conversion.of(orderId, value, Touch.utm(source, medium, campaign, referrer));
        }
    }
}
