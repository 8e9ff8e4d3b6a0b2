// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.zigpoll;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Stands in for Zigpoll on the loopback address, over real HTTP: {@code GET /me} and {@code GET /responses}.
 *
 * <p>As the real one it wants the bare key and answers 422 to any other, whatever the path; it gives the newest
 * responses first, in pages with opaque cursors. Faults are put at numbered requests for responses, the first being 1.
 *
 * <p>Any number of threads may call this.
 */
public final class ZigpollServer implements AutoCloseable {

    private static final List<String> SCOPES = List.of("accountId", "pollId", "slideId");
    private static final Comparator<ZigpollRow> NEWEST_FIRST = Comparator.comparing(ZigpollRow::createdAt)
            .thenComparing(ZigpollRow::ownId)
            .reversed();

    private final String apiKey;
    private final HttpServer http;
    private final ExecutorService threads;
    private final CountDownLatch closed = new CountDownLatch(1);

    // All below is guarded by this.
    private final List<ZigpollRow> rows = new ArrayList<>();
    private final Map<Integer, ZigpollFault> faults = new HashMap<>();
    private final Map<Integer, List<ZigpollRow>> arrivals = new HashMap<>();
    private final List<String> requests = new ArrayList<>();
    private @Nullable ZigpollFault always;
    private boolean acceptsBearer;
    private boolean repeatsCursor;
    private boolean bareArrays;
    private boolean wrapped;
    private int responseRequests;

    private ZigpollServer(String apiKey, HttpServer http) {
        this.apiKey = apiKey;
        this.http = http;
        this.threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "zigpoll-stand-in");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Starts on a free port. */
    public static ZigpollServer start(String apiKey) {
        try {
            HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            ZigpollServer server = new ZigpollServer(apiKey, http);
            http.createContext("/", server::handle);
            http.setExecutor(server.threads);
            http.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException("the stand-in for Zigpoll could not be started on the loopback address", e);
        }
    }

    /** The base address for a client. */
    public URI uri() {
        return URI.create("http://" + http.getAddress().getHostString() + ":"
                + http.getAddress().getPort());
    }

    /** Stores responses. */
    public synchronized ZigpollServer add(ZigpollRow... more) {
        return add(List.of(more));
    }

    /** Stores responses. */
    public synchronized ZigpollServer add(List<ZigpollRow> more) {
        rows.addAll(more);
        rows.sort(NEWEST_FIRST);
        return this;
    }

    /** Lets responses arrive right after a request for responses was answered. */
    public synchronized ZigpollServer addAfterRequest(int number, ZigpollRow... more) {
        arrivals.put(number, List.of(more));
        return this;
    }

    /** Puts faults at a request for responses and those that follow it, one each. */
    public synchronized ZigpollServer fail(int firstRequest, ZigpollFault... with) {
        for (int i = 0; i < with.length; i++) {
            faults.put(firstRequest + i, with[i]);
        }
        return this;
    }

    /** Answers every request for responses with a fault. */
    public synchronized ZigpollServer failAlways(ZigpollFault with) {
        always = with;
        return this;
    }

    /** Accepts {@code Bearer key} beside the bare key. */
    public synchronized ZigpollServer acceptBearer() {
        acceptsBearer = true;
        return this;
    }

    /** From the second page on gives the cursor of that page again, and says that there is more. */
    public synchronized ZigpollServer repeatCursor() {
        repeatsCursor = true;
        return this;
    }

    /** Gives all responses as a bare array, without pages. */
    public synchronized ZigpollServer bareArrays() {
        bareArrays = true;
        return this;
    }

    /** Wraps every answer in {@code {"data": …}} once more. */
    public synchronized ZigpollServer wrapInData() {
        wrapped = true;
        return this;
    }

    /** The requests so far: method, path and query, refused ones too. */
    public synchronized List<String> requests() {
        return List.copyOf(requests);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            answer(exchange);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        ZigpollFault answer;
        synchronized (this) {
            requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            String path = exchange.getRequestURI().getPath();
            if (!authorized(exchange.getRequestHeaders().getFirst("Authorization"))) {
                answer = error(422, "Invalid API key");
            } else if (!exchange.getRequestMethod().equals("GET")) {
                answer = error(405, "Method not allowed");
            } else if (path.equals("/me")) {
                answer = ok(me());
            } else if (path.equals("/responses")) {
                answer = responses(parameters(exchange.getRequestURI().getRawQuery()));
            } else {
                answer = error(404, "Not found");
            }
        }
        send(exchange, answer);
    }

    private boolean authorized(@Nullable String header) {
        return header != null && (header.equals(apiKey) || (acceptsBearer && header.equals("Bearer " + apiKey)));
    }

    private static Map<String, Object> me() {
        Map<String, Object> user = new LinkedHashMap<>();
        user.put("_id", "66e0000000000000000000ff");
        user.put("email", "owner@example.test");
        user.put("name", "Pat Example");
        user.put("accounts", List.of(ZigpollRow.ACCOUNT));
        user.put("createdAt", "2026-01-01T00:00:00.000Z");
        return user;
    }

    private ZigpollFault responses(Map<String, String> parameters) {
        int number = ++responseRequests;
        ZigpollFault fault = faults.getOrDefault(number, always);
        if (fault != null) {
            return fault;
        }
        List<String> scopes = SCOPES.stream().filter(parameters::containsKey).toList();
        if (scopes.size() != 1) {
            return error(400, "exactly one of accountId, pollId and slideId is needed");
        }
        String scope = scopes.get(0);
        long after = Long.parseLong(parameters.getOrDefault("createdAfter", String.valueOf(Long.MIN_VALUE)));
        long before = Long.parseLong(parameters.getOrDefault("createdBefore", String.valueOf(Long.MAX_VALUE)));
        List<ZigpollRow> matching = rows.stream()
                .filter(row ->
                        Objects.equals(parameters.get(scope), row.fields().get(scope)))
                .filter(row -> row.createdAt().toEpochMilli() >= after
                        && row.createdAt().toEpochMilli() <= before)
                .filter(row -> !"open-ended".equals(parameters.get("filter"))
                        || !"vote".equals(row.fields().get("valueType")))
                .toList();
        ZigpollFault answer =
                bareArrays ? ok(matching.stream().map(ZigpollRow::fields).toList()) : page(matching, parameters);
        List<ZigpollRow> arriving = arrivals.get(number);
        if (arriving != null) {
            add(arriving);
        }
        return answer;
    }

    private ZigpollFault page(List<ZigpollRow> matching, Map<String, String> parameters) {
        int limit = Math.min(1_000, Integer.parseInt(parameters.getOrDefault("limit", "50")));
        String startCursor = parameters.getOrDefault("startCursor", "");
        int from = startCursor.isEmpty() ? 0 : position(startCursor);
        if (from < 0) {
            return error(400, "unknown cursor");
        }
        int to = Math.min(matching.size(), from + limit);
        Map<String, Object> page = new LinkedHashMap<>();
        page.put(
                "data",
                matching.subList(Math.min(from, to), to).stream()
                        .map(ZigpollRow::fields)
                        .toList());
        boolean repeat = repeatsCursor && !startCursor.isEmpty();
        page.put("hasNextPage", repeat || to < matching.size());
        page.put("endCursor", repeat ? startCursor : to == 0 ? "" : cursor(to));
        return ok(page);
    }

    private ZigpollFault ok(Object value) {
        return ZigpollFault.body(200, "application/json", ZigpollJson.text(wrapped ? Map.of("data", value) : value));
    }

    private static ZigpollFault error(int status, String text) {
        return ZigpollFault.body(status, "application/json", ZigpollJson.text(Map.of("error", text)));
    }

    /** A position, so that a response that arrives meanwhile pushes the last of a page onto the next. */
    private static String cursor(int position) {
        return Base64.getEncoder().encodeToString(("at+" + position).getBytes(StandardCharsets.UTF_8)) + "/+=";
    }

    private static int position(String cursor) {
        try {
            String text = new String(Base64.getDecoder().decode(cursor.replace("/+=", "")), StandardCharsets.UTF_8);
            return text.startsWith("at+") ? Integer.parseInt(text.substring(3)) : -1;
        } catch (IllegalArgumentException e) {
            return -1;
        }
    }

    private static Map<String, String> parameters(@Nullable String rawQuery) {
        Map<String, String> parameters = new HashMap<>();
        if (rawQuery != null) {
            for (String pair : rawQuery.split("&", -1)) {
                int equals = pair.indexOf('=');
                if (equals > 0) {
                    parameters.put(
                            pair.substring(0, equals),
                            URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
                }
            }
        }
        return parameters;
    }

    private void send(HttpExchange exchange, ZigpollFault answer) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", answer.contentType());
        if (answer.retryAfter() != null) {
            exchange.getResponseHeaders().set("Retry-After", answer.retryAfter());
        }
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        boolean whole = answer.kind() == ZigpollFault.Kind.ANSWER;
        int length = whole ? body.length : body.length * 2;
        exchange.sendResponseHeaders(answer.status(), length == 0 ? -1 : length);
        exchange.getResponseBody().write(body);
        exchange.getResponseBody().flush();
        if (answer.kind() == ZigpollFault.Kind.STALLED) {
            try {
                closed.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Stops at once; open connections are closed. */
    @Override
    public void close() {
        closed.countDown();
        http.stop(0);
        threads.shutdownNow();
    }
}
