// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.zigpoll;

import org.jspecify.annotations.Nullable;

/**
 * What {@link ZigpollServer} answers instead of responses.
 *
 * @param kind how the answer goes wrong
 * @param status the HTTP status
 * @param contentType the body's type
 * @param body the body
 * @param retryAfter the header of that name, left out if null
 */
public record ZigpollFault(
        Kind kind,
        int status,
        String contentType,
        String body,
        @Nullable String retryAfter) {

    /** How an answer goes wrong. */
    public enum Kind {
        /** A whole answer, with the wrong status or body. */
        ANSWER,
        /** Half of the body, then the connection is closed. */
        CUT_OFF,
        /** Half of the body, then nothing until the server is closed. */
        STALLED
    }

    /** 429 without saying when to come again. */
    public static ZigpollFault tooManyRequests() {
        return status(429);
    }

    /** 429 with the header as given, sensible or not. */
    public static ZigpollFault tooManyRequests(String retryAfter) {
        return new ZigpollFault(Kind.ANSWER, 429, "application/json", "{\"error\":\"slow down\"}", retryAfter);
    }

    /** Any status, with the error body of the API. */
    public static ZigpollFault status(int status) {
        return body(status, "application/json", "{\"error\":\"status " + status + "\"}");
    }

    /** A web page, as proxies and wrong addresses give it. */
    public static ZigpollFault html(int status) {
        return body(status, "text/html", "\n<!DOCTYPE html><html><body>Service unavailable</body></html>");
    }

    public static ZigpollFault body(int status, String contentType, String body) {
        return new ZigpollFault(Kind.ANSWER, status, contentType, body, null);
    }

    public static ZigpollFault cutOff() {
        return new ZigpollFault(Kind.CUT_OFF, 200, "application/json", "{\"data\":[{\"_id\":", null);
    }

    public static ZigpollFault stalled() {
        return new ZigpollFault(Kind.STALLED, 200, "application/json", "{\"data\":[{\"_id\":", null);
    }
}
