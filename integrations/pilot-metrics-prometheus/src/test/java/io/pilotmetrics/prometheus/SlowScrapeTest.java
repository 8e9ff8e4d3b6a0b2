// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotmetrics.Handler;
import io.pilotmetrics.PilotMetrics;
import io.prometheus.metrics.exporter.httpserver.HTTPServer;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whoever scrapes and does not read his answer holds a thread of the server's, and nobody else. */
class SlowScrapeTest {

    private static final int HANDLERS = 400; // an answer of some megabytes: no socket buffers hold it

    @Test
    void slowScrapes_holdUpNeitherAnotherScrape_norEvents() throws Exception {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        PilotMetrics pilot = PilotMetrics.create("slow");
        // tag::server[]
        PrometheusRegistry registry = new PrometheusRegistry();
        registry.register(PilotCollector.of(pilot::snapshot));
        HTTPServer server = HTTPServer.builder() // client_java's own: daemons, 10 at most
                .inetAddress(loopback)
                .port(0)
                .registry(registry)
                .buildAndStart();
        // end::server[]
        List<Socket> slow = new ArrayList<>();
        try (pilot;
                server) {
            Handler<String> first = pilot.handler("h0", String.class).register();
            for (int i = 1; i < HANDLERS; i++) {
                pilot.handler("h" + i, String.class).register();
            }
            for (int i = 0; i < 3; i++) {
                slow.add(request(loopback, server.getPort()));
            }
            first.run("a", e -> {});
            String metrics = scrape(server.getPort());
            assertThat(metrics)
                    .hasSizeGreaterThan(1_000_000)
                    .contains("pilot_received_total{handler=\"h0\",pilot=\"slow\"} 1.0");
            assertThat(Thread.getAllStackTraces().keySet())
                    .filteredOn(thread -> thread.getName().startsWith("prometheus-http"))
                    .isNotEmpty()
                    .allMatch(Thread::isDaemon);
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    private static Socket request(InetAddress loopback, int port) throws IOException {
        Socket socket = new Socket(loopback, port);
        socket.getOutputStream()
                .write("GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static String scrape(int port) throws Exception {
        URI uri =
                new URI("http", null, InetAddress.getLoopbackAddress().getHostAddress(), port, "/metrics", null, null);
        HttpRequest request =
                HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(20)).build();
        HttpResponse<String> response = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(200);
        return response.body();
    }
}
