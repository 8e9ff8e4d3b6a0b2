// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.pilotmetrics.snapshot.PilotSnapshot;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** One scrape over HTTP, as a Prometheus server does it. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Scrape(int status, String contentType, byte[] body) {

    static final String TEXT = "text/plain;version=0.0.4";
    static final String OPEN_METRICS = "application/openmetrics-text;version=1.0.0";
    static final String PROTOBUF =
            "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited";

    /** Stands where the user has a pilot. */
    record Snapshots(PilotSnapshot snapshot) {}

    static Scrape of(PilotSnapshot snapshot, String accept) throws Exception {
        return of(snapshot, accept, "");
    }

    static Scrape of(PilotSnapshot snapshot, String accept, String query) throws Exception {
        Snapshots pilot = new Snapshots(snapshot);
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        // tag::setup[]
        HttpServer server = HttpServer.create(address, 0);
        server.createContext("/metrics", PilotScrapeHandler.of(pilot::snapshot));
        server.start();
        // end::setup[]
        try {
            URI uri = new URI(
                    "http",
                    null,
                    server.getAddress().getAddress().getHostAddress(),
                    server.getAddress().getPort(),
                    "/metrics",
                    query.isEmpty() ? null : query,
                    null);
            HttpRequest request = HttpRequest.newBuilder(uri)
                    .header("Accept", accept)
                    .timeout(Duration.ofSeconds(20))
                    .build();
            HttpResponse<byte[]> response = HttpClient.newHttpClient().send(request, BodyHandlers.ofByteArray());
            return new Scrape(
                    response.statusCode(),
                    response.headers().firstValue("Content-Type").orElse(""),
                    response.body());
        } finally {
            server.stop(0);
        }
    }

    String text() {
        assertThat(status)
                .as("status, with body:%n%s", new String(body, StandardCharsets.UTF_8))
                .isEqualTo(200);
        return new String(body, StandardCharsets.UTF_8);
    }

    /** The samples of a text format: the series as it is written, and its value. */
    Map<String, Double> samples() {
        Map<String, Double> samples = new TreeMap<>();
        text().lines().filter(line -> !line.startsWith("#")).forEach(line -> {
            int space = line.lastIndexOf(' ');
            assertThat(samples.put(line.substring(0, space), Double.valueOf(line.substring(space + 1))))
                    .as("a series occurs once: %s", line)
                    .isNull();
        });
        return samples;
    }
}
