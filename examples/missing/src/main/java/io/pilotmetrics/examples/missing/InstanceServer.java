// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.examples.missing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.pilotmetrics.PilotClock;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The process of one instance: takes events over loopback HTTP until it is told to stop, or its parent is gone. */
@Command(name = InstanceServer.COMMAND, hidden = true)
final class InstanceServer implements Callable<Integer> {

    static final String COMMAND = "instance";
    static final String LISTENING = "listening ";

    private static final int THREADS = 8;
    private static final int LONGEST = 1_000;

    @Option(names = "--name", required = true)
    private String name = "";

    @Option(names = "--state", required = true)
    private Path state = Path.of("");

    private final CountDownLatch ended = new CountDownLatch(1);

    @Override
    public Integer call() throws IOException, InterruptedException {
        Receiver receiver = new Receiver(name, state, PilotClock.system());
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        server.setExecutor(threads);
        serve(server, "/events", line -> {
            receiver.take(Event.parse(line));
            return "";
        });
        serve(server, "/announce", line -> {
            String[] parts = line.split(" ", -1);
            receiver.announce(new Life(parts[0], Long.parseLong(parts[1])), Long.parseLong(parts[2]));
            return "";
        });
        serve(server, "/settled", line -> receiver.settled().toJson());
        serve(server, "/stop", line -> {
            receiver.close();
            return "";
        });
        server.start();
        System.out.println(LISTENING + server.getAddress().getPort());
        endWithParent();
        ended.await();
        server.stop(0);
        threads.shutdownNow();
        return 0;
    }

    private void serve(HttpServer server, String path, Function<String, String> work) {
        server.createContext(path, exchange -> {
            try (exchange) {
                answer(exchange, work);
            } finally {
                if (path.equals("/stop")) {
                    ended.countDown();
                }
            }
        });
    }

    private static void answer(HttpExchange exchange, Function<String, String> work) throws IOException {
        String body = new String(exchange.getRequestBody().readNBytes(LONGEST), StandardCharsets.UTF_8);
        String answer;
        try {
            answer = work.apply(body);
        } catch (RuntimeException e) {
            e.printStackTrace();
            exchange.sendResponseHeaders(500, -1);
            return;
        }
        byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(bytes.length == 0 ? 204 : 200, bytes.length == 0 ? -1 : bytes.length);
        try (OutputStream to = exchange.getResponseBody()) {
            to.write(bytes);
        }
    }

    /** Ends this process when its standard input does, as it does when the parent ends in whatever way. */
    private void endWithParent() {
        Thread watch = new Thread(
                () -> {
                    try {
                        System.in.transferTo(OutputStream.nullOutputStream());
                    } catch (IOException e) {
                        // It is gone.
                    }
                    ended.countDown();
                },
                "parent-watch");
        watch.setDaemon(true);
        watch.start();
    }
}
