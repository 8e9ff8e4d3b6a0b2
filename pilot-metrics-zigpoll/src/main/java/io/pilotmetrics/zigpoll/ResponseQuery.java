// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.zigpoll;

import static java.util.Objects.requireNonNull;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which responses are read: those of exactly one survey (poll), question (slide) or account.
 *
 * <pre>{@code
 * ResponseQuery.slide("66e000000000000000000011").createdAfter(yesterday)
 * }</pre>
 *
 * <p>Immutable: each method gives a new query. Defaults: of any time, {@value #DEFAULT_PAGE_SIZE} to a page, at most
 * {@value #DEFAULT_AT_MOST} in all.
 */
public final class ResponseQuery {

    /** How many responses a page holds unless said otherwise. */
    public static final int DEFAULT_PAGE_SIZE = 500;

    /** The largest page; published figures for Zigpoll's own limit differ, and this is the lowest of them. */
    public static final int MAX_PAGE_SIZE = 1_000;

    /** How many responses are kept unless said otherwise: about 1 GB at 1 KB each. */
    public static final int DEFAULT_AT_MOST = 1_000_000;

    private final String scope;
    private final String scopeId;
    private final @Nullable Long afterMillis;
    private final @Nullable Long beforeMillis;
    private final int pageSize;
    private final int atMost;
    private final @Nullable String cursor;

    private ResponseQuery(
            String scope,
            String scopeId,
            @Nullable Long afterMillis,
            @Nullable Long beforeMillis,
            int pageSize,
            int atMost,
            @Nullable String cursor) {
        if (requireNonNull(scopeId, scope).isBlank()) {
            throw new IllegalArgumentException("Zigpoll query: " + scope + " is blank; it is the _id that Zigpoll"
                    + " shows, 24 hexadecimal digits");
        }
        this.scope = scope;
        this.scopeId = scopeId;
        this.afterMillis = afterMillis;
        this.beforeMillis = beforeMillis;
        this.pageSize = pageSize;
        this.atMost = atMost;
        this.cursor = cursor;
    }

    /**
     * The responses to all questions of one survey.
     *
     * @param pollId the survey's id
     * @return the query
     * @throws IllegalArgumentException if the id is blank
     */
    public static ResponseQuery poll(String pollId) {
        return of("pollId", pollId);
    }

    /**
     * The responses to one question.
     *
     * @param slideId the question's id
     * @return the query
     * @throws IllegalArgumentException if the id is blank
     */
    public static ResponseQuery slide(String slideId) {
        return of("slideId", slideId);
    }

    /**
     * The responses to all surveys of one account.
     *
     * @param accountId the account's id
     * @return the query
     * @throws IllegalArgumentException if the id is blank
     */
    public static ResponseQuery account(String accountId) {
        return of("accountId", accountId);
    }

    private static ResponseQuery of(String scope, String id) {
        return new ResponseQuery(scope, id, null, null, DEFAULT_PAGE_SIZE, DEFAULT_AT_MOST, null);
    }

    /**
     * Leaves out responses from before a time.
     *
     * @param time the earliest time, in whole milliseconds; whether it is included is Zigpoll's to say
     * @return a new query
     */
    public ResponseQuery createdAfter(Instant time) {
        return new ResponseQuery(scope, scopeId, time.toEpochMilli(), beforeMillis, pageSize, atMost, cursor);
    }

    /**
     * Leaves out responses from after a time.
     *
     * @param time the latest time, in whole milliseconds; whether it is included is Zigpoll's to say
     * @return a new query
     */
    public ResponseQuery createdBefore(Instant time) {
        return new ResponseQuery(scope, scopeId, afterMillis, time.toEpochMilli(), pageSize, atMost, cursor);
    }

    /**
     * Sets how many responses one request asks for. It changes no result, only how many requests are made.
     *
     * @param responses 1 to {@value #MAX_PAGE_SIZE}
     * @return a new query
     * @throws IllegalArgumentException if out of range
     */
    public ResponseQuery pageSize(int responses) {
        if (responses < 1 || responses > MAX_PAGE_SIZE) {
            throw new IllegalArgumentException(
                    "Zigpoll query: a page size needs to be 1 to " + MAX_PAGE_SIZE + ", got " + responses);
        }
        return new ResponseQuery(scope, scopeId, afterMillis, beforeMillis, responses, atMost, cursor);
    }

    /**
     * Bounds how many responses are kept in memory. Zigpoll gives the newest first, so the oldest are left out, and
     * the result says so with {@link ZigpollResponses.End#AT_MOST}.
     *
     * @param responses 1 or more
     * @return a new query
     * @throws IllegalArgumentException if below 1
     */
    public ResponseQuery atMost(int responses) {
        if (responses < 1) {
            throw new IllegalArgumentException("Zigpoll query: at most needs to be 1 or more, got " + responses);
        }
        return new ResponseQuery(scope, scopeId, afterMillis, beforeMillis, pageSize, responses, cursor);
    }

    /** Where reading begins; null is the first page. */
    ResponseQuery from(@Nullable String startCursor) {
        return new ResponseQuery(scope, scopeId, afterMillis, beforeMillis, pageSize, atMost, startCursor);
    }

    Optional<String> cursor() {
        return Optional.ofNullable(cursor);
    }

    int limit() {
        return atMost;
    }

    /** The query string, without the question mark. */
    String parameters() {
        StringBuilder text = new StringBuilder(scope + "=" + encoded(scopeId) + "&limit=" + pageSize);
        if (afterMillis != null) {
            text.append("&createdAfter=").append(afterMillis);
        }
        if (beforeMillis != null) {
            text.append("&createdBefore=").append(beforeMillis);
        }
        if (cursor != null) {
            text.append("&startCursor=").append(encoded(cursor));
        }
        return text.toString();
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "ResponseQuery[" + parameters() + "]";
    }
}
