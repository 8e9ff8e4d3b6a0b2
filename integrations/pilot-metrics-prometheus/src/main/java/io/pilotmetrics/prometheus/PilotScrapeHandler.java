// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.prometheus;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.pilotmetrics.snapshot.PilotSnapshot;
import io.prometheus.metrics.exporter.httpserver.MetricsHandler;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.util.function.Supplier;

/**
 * Answers Prometheus's scrape of one pilot on the JDK's own HTTP server.
 *
 * <pre>{@code
 * server.createContext("/metrics", PilotScrapeHandler.of(pilot::snapshot));
 * }</pre>
 *
 * <p>The request's {@code Accept} header chooses the format: Prometheus text, OpenMetrics, or protobuf, the only one that
 * carries the native histogram. {@code name[]} parameters choose metrics. It has a registry of its own, with nothing in it
 * but the pilot; where client_java has one already, register a {@link PilotCollector} there.
 *
 * <p>Each answer is written on the server's thread for that request; recorders never wait for it.
 */
public final class PilotScrapeHandler implements HttpHandler {

    private final MetricsHandler handler;

    private PilotScrapeHandler(MetricsHandler handler) {
        this.handler = handler;
    }

    /**
     * A handler that serves one pilot.
     *
     * @param pilot where a snapshot comes from, as a rule {@code pilot::snapshot}; called once for each scrape
     * @return the handler, to be given to a server's context
     * @throws NullPointerException if {@code pilot} is null
     */
    public static PilotScrapeHandler of(Supplier<PilotSnapshot> pilot) {
        PrometheusRegistry registry = new PrometheusRegistry();
        registry.register(PilotCollector.of(pilot));
        return new PilotScrapeHandler(new MetricsHandler(registry));
    }

    /**
     * Answers one scrape and closes the exchange.
     *
     * @param exchange the request
     * @throws IOException if the answer cannot be written
     */
    @Override
    public void handle(HttpExchange exchange) throws IOException {
        handler.handle(exchange);
    }
}
