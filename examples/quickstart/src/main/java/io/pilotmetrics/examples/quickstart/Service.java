// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.examples.quickstart;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.pilotmetrics.Handler;
import io.pilotmetrics.HandlerBuilder;
import io.pilotmetrics.PilotMetrics;
import io.pilotmetrics.TrackedConsumer;
import io.pilotmetrics.snapshot.Objective;
import io.pilotmetrics.snapshot.Outcome;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The service that the pilot is about: it takes marketing events as JSON on {@code POST /events} and writes them to a store.
 * The library is in three places: the handler that is registered, {@code consumer(store::save)}, and {@code malformed(…)} for
 * a body that never became an event.
 */
final class Service implements AutoCloseable {

    /** What an event's envelope says of it where its body cannot be read. */
    static final String SOURCE_HEADER = "X-Event-Source";

    static final String NUMBER_HEADER = "X-Event-Number";

    private static final int LARGEST_BODY = 64 * 1024;

    private final HttpServer server;
    private final Handler<WebEvent> visits;
    private final TrackedConsumer<WebEvent> save;
    private final AtomicLong unnumbered = new AtomicLong();

    Service(PilotMetrics pilot, Store store, List<Objective> objectives, int port, ExecutorService threads)
            throws UsageException {
        HandlerBuilder<WebEvent> builder = pilot.handler("web.visit", WebEvent.class)
                .id(WebEvent::id)
                .sequence(WebEvent::source, WebEvent::epoch, WebEvent::number)
                .conversion(WebEvent::conversion)
                .malformedIf("missing_path", WebEvent::lacksPath)
                .malformedIf("bad_time", WebEvent::lacksTime)
                .malformedIf("negative_value", WebEvent::isNegative)
                .outcomeOn(Store.Rejected.class, Outcome.CLIENT_ERROR);
        objectives.forEach(builder::objective);
        this.visits = builder.register();
        this.save = visits.consumer(store::save);
        this.server = Endpoints.listen(port);
        server.setExecutor(threads);
        server.createContext("/events", this::events);
        Endpoints.add(server, pilot);
        server.start();
    }

    Handler<WebEvent> visits() {
        return visits;
    }

    /** The events that came without a number, as this side counts them; only malformed ones do. */
    long unnumbered() {
        return unnumbered.get();
    }

    int port() {
        return server.getAddress().getPort();
    }

    URI events() {
        return URI.create("http://" + server.getAddress().getHostString() + ":" + port() + "/events");
    }

    private void events(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!exchange.getRequestMethod().equals("POST")) {
                exchange.sendResponseHeaders(405, -1);
                return;
            }
            byte[] body = exchange.getRequestBody().readNBytes(LARGEST_BODY);
            exchange.sendResponseHeaders(take(exchange.getRequestHeaders(), body), -1);
        }
    }

    private int take(Headers headers, byte[] body) {
        WebEvent visit;
        try {
            visit = WebEvent.parse(body);
        } catch (IOException notAnEvent) {
            unparsed(headers);
            return 400;
        }
        if (visit.number() < 0) {
            unnumbered.incrementAndGet();
        }
        try {
            save.accept(visit);
            return 202;
        } catch (Store.Rejected rejected) {
            return 422;
        } catch (Store.Failed failed) {
            return 500;
        }
    }

    private void unparsed(Headers headers) {
        String source = headers.getFirst(SOURCE_HEADER);
        String number = headers.getFirst(NUMBER_HEADER);
        if (source != null && number != null && number.matches("\\d{1,18}")) {
            visits.malformed("not_json", source, 0, Long.parseLong(number));
        } else {
            unnumbered.incrementAndGet();
            visits.malformed("not_json");
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
