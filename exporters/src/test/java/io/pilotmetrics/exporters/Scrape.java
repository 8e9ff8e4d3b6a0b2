// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.exporters;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
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

/** One scrape over HTTP, as a Prometheus server does it. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Scrape(int status, String contentType, byte[] body) {

    static final String TEXT = "text/plain;version=0.0.4";
    static final String OPEN_METRICS = "application/openmetrics-text;version=1.0.0";
    static final String PROTOBUF =
            "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited";

    /** What a handler answers, whatever its status. */
    static Scrape of(HttpHandler handler, String accept) throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/metrics", handler);
        server.start();
        try {
            InetSocketAddress at = server.getAddress();
            URI uri = new URI("http", null, at.getAddress().getHostAddress(), at.getPort(), "/metrics", null, null);
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
        return new String(body, StandardCharsets.UTF_8);
    }

    /** The series of an answer in the format that was asked for. */
    Map<Id, Shown> series(String format) throws Exception {
        assertThat(status).as("status, with body:%n%s", text()).isEqualTo(200);
        assertThat(contentType).startsWith(format.substring(0, format.indexOf(';')));
        return format.equals(PROTOBUF) ? WireFormat.read(body) : TextFormat.read(text());
    }
}
