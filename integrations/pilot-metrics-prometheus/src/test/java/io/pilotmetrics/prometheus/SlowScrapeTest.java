// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotmetrics.Handler;
import io.pilotmetrics.PilotMetrics;
import io.pilotmetrics.snapshot.Figure;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whoever scrapes and does not read the answer holds one of the server's ten threads, and nobody else. */
class SlowScrapeTest {

    private static final int SLOW = 5;

    /** An answer of some 20 megabytes, which no socket's buffers hold. */
    private static final List<Figure> FIGURES = IntStream.range(0, 50_000)
            .mapToObj(i -> Figure.exact("f", i, 1, "1", Map.of("i", "x".repeat(300) + i), Instant.EPOCH))
            .toList();

    @Test
    void slowScrapes_holdUpNeitherAnotherScrape_norEvents() throws Exception {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        PilotMetrics pilot = PilotMetrics.builder("slow").figures(() -> FIGURES).build();
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
            Handler<String> handler = pilot.handler("h", String.class).register();
            for (int i = 0; i < SLOW; i++) {
                slow.add(request(loopback, server.getPort()));
            }
            await(() -> stuck() == SLOW);
            handler.run("a", e -> {});
            String metrics = scrape(server.getPort());
            assertThat(metrics).contains("pilot_received_total{handler=\"h\",pilot=\"slow\"} 1.0");
            assertThat(stuck()).as("still").isEqualTo(SLOW);
            assertThat(threads()).isNotEmpty().allMatch(Thread::isDaemon);
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    private static List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("prometheus-http"))
                .toList();
    }

    /** How many threads of the server wait for somebody to read. */
    private static long stuck() {
        return threads().stream()
                .filter(thread -> Stream.of(thread.getStackTrace())
                        .anyMatch(frame -> frame.getMethodName().equals("write")
                                && frame.getClassName().startsWith("sun.nio.ch.")))
                .count();
    }

    private static void await(BooleanSupplier there) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!there.getAsBoolean()) {
            assertThat(System.nanoTime()).as("within 30 s").isLessThan(deadline);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
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
