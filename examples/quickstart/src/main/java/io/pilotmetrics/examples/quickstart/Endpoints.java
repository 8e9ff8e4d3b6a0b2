// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.examples.quickstart;

import com.sun.net.httpserver.HttpServer;
import io.pilotmetrics.PilotMetrics;
import io.pilotmetrics.prometheus.PilotScrapeHandler;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** What the pilot shows over HTTP: {@code /metrics} for Prometheus, {@code /pilot} as JSON. */
final class Endpoints implements AutoCloseable {

    private final HttpServer server;

    private Endpoints(HttpServer server) {
        this.server = server;
    }

    /** Serves them alone, on loopback. */
    static Endpoints open(PilotMetrics pilot, int port) throws UsageException {
        HttpServer server = listen(port);
        add(server, pilot);
        server.start();
        return new Endpoints(server);
    }

    /** A server on loopback that has not started yet. */
    static HttpServer listen(int port) throws UsageException {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (BindException e) {
            throw new UsageException(
                    "port " + port + " is in use: choose another with --port, or leave it out for a free one", e);
        } catch (IOException e) {
            throw new UsageException("port " + port + " cannot be opened: choose another with --port", e);
        }
    }

    static void add(HttpServer server, PilotMetrics pilot) {
        server.createContext("/metrics", PilotScrapeHandler.of(pilot::snapshot));
        server.createContext("/pilot", exchange -> {
            try (exchange) {
                byte[] json = pilot.snapshot().toJson().getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                exchange.sendResponseHeaders(200, json.length);
                exchange.getResponseBody().write(json);
            }
        });
    }

    int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
