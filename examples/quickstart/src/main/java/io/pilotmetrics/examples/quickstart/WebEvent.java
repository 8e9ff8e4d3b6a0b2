// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.examples.quickstart;

import io.pilotmetrics.conversion.Conversion;
import io.pilotmetrics.conversion.Touch;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One event as the service understands it: a visit to a page, with an order where one was placed. What the sender left out is
 * null; a number of -1 is none.
 */
record WebEvent(
        @Nullable String id,
        @Nullable String source,
        long epoch,
        long number,
        @Nullable Instant time,
        @Nullable String path,
        long bytes,
        @Nullable String referrer,
        @Nullable String utmSource,
        @Nullable String utmMedium,
        @Nullable String campaign,
        @Nullable String shard,
        @Nullable String orderId,
        double value) {

    /**
     * Reads one JSON object.
     *
     * @throws IOException if the body is not one JSON object of plain values, or a number is none
     */
    static WebEvent parse(byte[] body) throws IOException {
        Map<String, String> fields = FlatJson.read(body);
        try {
            return new WebEvent(
                    fields.get("id"),
                    fields.get("source"),
                    Long.parseLong(fields.getOrDefault("epoch", "0")),
                    Long.parseLong(fields.getOrDefault("number", "-1")),
                    instant(fields.get("time")),
                    fields.get("path"),
                    Long.parseLong(fields.getOrDefault("bytes", "0")),
                    fields.get("referrer"),
                    fields.get("utm_source"),
                    fields.get("utm_medium"),
                    fields.get("campaign"),
                    fields.get("shard"),
                    fields.get("order_id"),
                    Double.parseDouble(fields.getOrDefault("value", "0")));
        } catch (NumberFormatException e) {
            throw new IOException("a number is not one", e);
        }
    }

    private static @Nullable Instant instant(@Nullable String text) {
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeException e) {
            return null;
        }
    }

    boolean lacksPath() {
        return path == null;
    }

    boolean lacksTime() {
        return time == null;
    }

    boolean isNegative() {
        return value < 0;
    }

    @Nullable
    Conversion conversion() {
        return orderId == null
                ? null
                : Conversion.of(orderId, value, Touch.utm(utmSource, utmMedium, campaign, referrer));
    }
}
