// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.benchmarks.faults;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.metrics.v1.Metric;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** An OTLP collector over HTTP, on one port for life, that can be broken and mended. */
final class Collector implements AutoCloseable {

    private static final byte[] GARBAGE = new byte[10_000];

    static {
        new Random(7).nextBytes(GARBAGE);
    }

    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "collector");
        thread.setDaemon(true);
        return thread;
    });
    private final int port;
    private final AtomicLong received = new AtomicLong(-1); // pilot.received of the last good request
    private volatile @Nullable HttpServer server;
    private @Nullable ServerSocket garbage;
    private volatile @Nullable Fault fault;
    private volatile CountDownLatch mended = new CountDownLatch(0);

    Collector() throws IOException {
        port = listen(0);
    }

    private int listen(int on) throws IOException {
        HttpServer listening = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), on), 0);
        listening.createContext("/v1/metrics", this::answer);
        listening.setExecutor(threads);
        listening.start();
        server = listening;
        return listening.getAddress().getPort();
    }

    String endpoint() {
        return "http://" + InetAddress.getLoopbackAddress().getHostAddress() + ":" + port + "/v1/metrics";
    }

    void breakWith(Fault how) throws IOException {
        mended = new CountDownLatch(1);
        fault = how;
        HttpServer listening = server;
        if (listening != null && (how == Fault.DOWN || how == Fault.GARBAGE)) {
            listening.stop(0);
            server = null;
        }
        if (how == Fault.GARBAGE) {
            ServerSocket socket = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
            garbage = socket;
            threads.execute(() -> answerGarbage(socket));
        }
    }

    void mend() throws IOException {
        fault = null;
        mended.countDown();
        if (garbage != null) {
            garbage.close();
            garbage = null;
        }
        if (server == null) {
            listenAgain();
        }
    }

    /** A thread that was accepting may hold the port a moment longer. */
    private void listenAgain() throws IOException {
        for (int left = 500; server == null; left--) {
            try {
                listen(port);
            } catch (BindException e) {
                if (left == 0) {
                    throw e;
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
            }
        }
    }

    private void answerGarbage(ServerSocket socket) {
        while (!socket.isClosed()) {
            try (Socket connection = socket.accept()) {
                connection.getOutputStream().write(GARBAGE);
            } catch (IOException e) {
                // the other side has had enough, or this one is mended
            }
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            Fault now = fault;
            if (now == null) {
                received.set(receivedIn(body));
                exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
                exchange.sendResponseHeaders(200, -1);
                return;
            }
            if (now == Fault.SLOW) {
                awaitMend();
            } else {
                exchange.sendResponseHeaders(503, -1);
            }
        }
    }

    private void awaitMend() throws IOException {
        try {
            mended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static long receivedIn(byte[] body) throws IOException {
        return ExportMetricsServiceRequest.parseFrom(body).getResourceMetricsList().stream()
                .flatMap(resource -> resource.getScopeMetricsList().stream())
                .flatMap(scope -> scope.getMetricsList().stream())
                .filter(metric -> metric.getName().equals("pilot.received"))
                .map(Metric::getSum)
                .mapToLong(sum -> sum.getDataPoints(0).getAsInt())
                .sum();
    }

    /** Events received, as the last good request says; -1 before there was one. */
    long received() {
        return received.get();
    }

    @Override
    public void close() {
        try {
            mend();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        HttpServer listening = server;
        if (listening != null) {
            listening.stop(0);
        }
        threads.shutdownNow();
    }
}
