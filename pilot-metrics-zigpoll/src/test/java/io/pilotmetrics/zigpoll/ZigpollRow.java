// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.zigpoll;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A response as {@link ZigpollServer} stores and sends it. Immutable; each method gives a changed copy. Ids, where none
 * is set, ascend in the order of creation.
 *
 * @param fields what is sent, in order; values are texts, numbers, truth values, nulls, maps and lists of these
 */
public record ZigpollRow(Map<String, @Nullable Object> fields) {

    public static final String ACCOUNT = "66e000000000000000000001";
    public static final String POLL = "66e000000000000000000010";
    public static final String SLIDE = "66e000000000000000000011";

    private static final AtomicLong NEXT_ID = new AtomicLong(0x66f0a1b2_0000_0000L);

    public ZigpollRow {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    /** A picked option. */
    public static ZigpollRow vote(String option) {
        String handle = option.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        return of(option, "vote").with("answers", List.of(Map.of("title", option, "handle", handle)));
    }

    /** Several picked options: one text that joins them, and each of them apart. */
    public static ZigpollRow votes(String... options) {
        List<Map<String, String>> answers = new ArrayList<>();
        for (String option : options) {
            answers.add(Map.of("title", option));
        }
        return of(String.join(", ", options), "vote").with("answers", answers);
    }

    /** A typed text, also the write-in under "Other": it has no answers. */
    public static ZigpollRow freeText(String text) {
        return of(text, "dynamic-response");
    }

    private static ZigpollRow of(String response, String valueType) {
        long number = NEXT_ID.getAndIncrement();
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("_id", String.format("%024x", number));
        fields.put("createdAt", "2026-11-20T09:15:27.412Z");
        fields.put("accountId", ACCOUNT);
        fields.put("pollId", POLL);
        fields.put("slideId", SLIDE);
        fields.put("participantId", String.format("%024x", number + 0x10_0000_0000L));
        fields.put("metadata", Map.of());
        fields.put("response", response);
        fields.put("userAgent", "Mozilla/5.0");
        fields.put("valueType", valueType);
        return new ZigpollRow(fields);
    }

    /** Sets any field; null is sent as null. */
    public ZigpollRow with(String field, @Nullable Object value) {
        Map<String, @Nullable Object> more = new LinkedHashMap<>(fields);
        more.put(field, value);
        return new ZigpollRow(more);
    }

    /** Leaves a field out. */
    public ZigpollRow without(String field) {
        Map<String, @Nullable Object> fewer = new LinkedHashMap<>(fields);
        fewer.remove(field);
        return new ZigpollRow(fewer);
    }

    /** Adds to the metadata. */
    public ZigpollRow metadata(String key, @Nullable Object value) {
        Map<String, @Nullable Object> metadata = new LinkedHashMap<>();
        if (fields.get("metadata") instanceof Map<?, ?> known) {
            known.forEach((k, v) -> metadata.put((String) k, v));
        }
        metadata.put(key, value);
        return with("metadata", metadata);
    }

    /** Says which order was asked about, under {@code order_id}. */
    public ZigpollRow order(String orderId) {
        return metadata("order_id", orderId);
    }

    public ZigpollRow at(Instant createdAt) {
        return with("createdAt", createdAt.toString());
    }

    public ZigpollRow id(String id) {
        return with("_id", id);
    }

    public ZigpollRow slide(String slideId) {
        return with("slideId", slideId);
    }

    String ownId() {
        return String.valueOf(fields.get("_id"));
    }

    /** When it was given; a row without a readable time is the oldest. */
    Instant createdAt() {
        try {
            return Instant.parse(String.valueOf(fields.get("createdAt")));
        } catch (DateTimeException e) {
            return Instant.EPOCH;
        }
    }
}
