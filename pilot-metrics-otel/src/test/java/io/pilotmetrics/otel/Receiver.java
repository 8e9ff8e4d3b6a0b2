// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.otel;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import io.opentelemetry.proto.collector.metrics.v1.MetricsServiceGrpc;
import io.opentelemetry.proto.metrics.v1.Metric;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** An OTLP collector over HTTP or gRPC, which decodes with OpenTelemetry's own protocol classes. */
final class Receiver implements AutoCloseable {

    private final BlockingQueue<ExportMetricsServiceRequest> requests = new LinkedBlockingQueue<>();
    private final String protocol;
    private final int port;
    private final Runnable stop;

    private Receiver(String protocol) throws IOException {
        this.protocol = protocol;
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        if (protocol.equals("grpc")) {
            Server server = NettyServerBuilder.forAddress(address)
                    .addService(new Service())
                    .build()
                    .start();
            port = server.getPort();
            stop = server::shutdownNow;
        } else {
            HttpServer server = HttpServer.create(address, 0);
            server.createContext("/v1/metrics", exchange -> {
                try (exchange) {
                    requests.add(ExportMetricsServiceRequest.parseFrom(exchange.getRequestBody()));
                    exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
                    exchange.sendResponseHeaders(200, -1);
                }
            });
            server.start();
            port = server.getAddress().getPort();
            stop = () -> server.stop(0);
        }
    }

    /** One for a value of {@code OTEL_EXPORTER_OTLP_PROTOCOL}. */
    static Receiver of(String protocol) throws IOException {
        return new Receiver(protocol);
    }

    private final class Service extends MetricsServiceGrpc.MetricsServiceImplBase {
        @Override
        public void export(ExportMetricsServiceRequest request, StreamObserver<ExportMetricsServiceResponse> answer) {
            requests.add(request);
            answer.onNext(ExportMetricsServiceResponse.getDefaultInstance());
            answer.onCompleted();
        }
    }

    /** What an application says to export here by OTLP, metrics alone, each 200 ms. */
    Map<String, String> properties() {
        Map<String, String> properties = new HashMap<>();
        properties.put("otel.metrics.exporter", "otlp");
        properties.put("otel.traces.exporter", "none");
        properties.put("otel.logs.exporter", "none");
        properties.put("otel.exporter.otlp.protocol", protocol);
        properties.put(
                "otel.exporter.otlp.endpoint",
                "http://" + InetAddress.getLoopbackAddress().getHostAddress() + ":" + port);
        properties.put("otel.metric.export.interval", "200");
        return properties;
    }

    /** The metrics of pilots in the first request from now on that has what is asked for. */
    ByName<Metric> await(Predicate<Map<String, Metric>> wanted) throws InterruptedException {
        requests.clear();
        for (int i = 0; i < 100; i++) {
            Map<String, Metric> metrics = pilots(next());
            if (wanted.test(metrics)) {
                return new ByName<>(metrics);
            }
        }
        throw new AssertionError("none of 100 requests has it");
    }

    ExportMetricsServiceRequest next() throws InterruptedException {
        ExportMetricsServiceRequest request = requests.poll(20, TimeUnit.SECONDS);
        assertThat(request).as("a request within 20 s").isNotNull();
        return request;
    }

    static Map<String, Metric> pilots(ExportMetricsServiceRequest request) {
        Map<String, Metric> metrics = new HashMap<>();
        request.getResourceMetricsList().stream()
                .flatMap(resource -> resource.getScopeMetricsList().stream())
                .filter(scope -> scope.getScope().getName().equals("io.pilotmetrics"))
                .flatMap(scope -> scope.getMetricsList().stream())
                .forEach(metric -> metrics.put(metric.getName(), metric));
        return metrics;
    }

    @Override
    public void close() {
        stop.run();
    }
}
