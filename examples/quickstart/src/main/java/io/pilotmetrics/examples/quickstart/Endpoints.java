package io.pilotmetrics.examples.quickstart;

import com.sun.net.httpserver.HttpServer;
import io.pilotmetrics.PilotMetrics;
import java.nio.charset.StandardCharsets;

/** What the pilot shows over HTTP: {@code /metrics} for Prometheus, {@code /pilot} as JSON. */
final class Endpoints {

    private Endpoints() {}

    static void add(HttpServer server, PilotMetrics pilot) {
        server.createContext("/pilot", exchange -> {
            try (exchange) {
                byte[] json = pilot.snapshot().toJson().getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                exchange.sendResponseHeaders(200, json.length);
                exchange.getResponseBody().write(json);
            }
        });
    }
}
