// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.zigpoll;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** What Zigpoll says about a refusal, fit for a message: short, on one line, and without the key. */
final class ErrorText {

    private static final int MAX_LENGTH = 200;

    private ErrorText() {}

    /** The text under {@code message} or {@code error}, or nothing if the body has neither. */
    static String of(byte[] body, String apiKey) {
        String message = "";
        String error = "";
        try (JsonParser parser = PageReader.FACTORY.createParser(body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return "";
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                if (parser.nextToken() == JsonToken.VALUE_STRING) {
                    message = field.equals("message") ? parser.getText() : message;
                    error = field.equals("error") ? parser.getText() : error;
                } else {
                    parser.skipChildren();
                }
            }
        } catch (IOException e) {
            return ""; // a refusal without an explanation is still one
        }
        String text = (message.isEmpty() ? error : message).replace(apiKey, "(key)");
        text = text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        return text.length() > MAX_LENGTH ? text.substring(0, MAX_LENGTH) + "…" : text;
    }
}
