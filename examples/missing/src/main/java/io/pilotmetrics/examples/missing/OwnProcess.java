// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.examples.missing;

import io.pilotmetrics.snapshot.PilotSnapshot;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An instance in a process of its own, reached over loopback HTTP. */
final class OwnProcess implements Instance {

    private static final Duration EVENT_WITHIN = Duration.ofSeconds(1);
    private static final Duration ORDER_WITHIN = Duration.ofSeconds(20);

    private final String name;
    private final Path state;
    private final Processes processes;
    private final Consumer<Path> atKill;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(EVENT_WITHIN)
            .build();
    private volatile @Nullable Running running;

    /** A process and where it listens, once it does. */
    private record Running(Process process, CompletableFuture<URI> at) {}

    /**
     * An instance that is not yet started.
     *
     * @param atKill what becomes of its state when it is killed
     */
    OwnProcess(String name, Path folder, Processes processes, Consumer<Path> atKill) {
        this.name = name;
        this.state = folder.resolve(name + ".state");
        this.processes = processes;
        this.atKill = atKill;
    }

    @Override
    public void start() throws IOException {
        Process process = processes.start(List.of(InstanceServer.COMMAND, "--name", name, "--state", state.toString()));
        CompletableFuture<URI> at = new CompletableFuture<>();
        running = new Running(process, at);
        Thread reader = new Thread(() -> listen(process, at), name + "-output");
        reader.setDaemon(true);
        reader.start();
    }

    /** Waits for the line by which the process says that it listens. */
    private void listen(Process process, CompletableFuture<URI> at) {
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            String line = output.readLine();
            if (line == null || !line.startsWith(InstanceServer.LISTENING)) {
                throw new IOException(name + " ended before it listened");
            }
            int port = Integer.parseInt(line.substring(InstanceServer.LISTENING.length()));
            at.complete(URI.create("http://" + InetAddress.getLoopbackAddress().getHostAddress() + ":" + port));
        } catch (IOException | NumberFormatException e) {
            at.completeExceptionally(e);
        }
    }

    private Running started() throws IOException {
        Running now = running;
        if (now == null) {
            throw new IOException(name + " is down");
        }
        return now;
    }

    @Override
    public void deliver(Event event) throws IOException {
        post("/events", event.line(), EVENT_WITHIN);
    }

    @Override
    public void announce(Life life, long last) throws IOException {
        post("/announce", life.source() + " " + life.epoch() + " " + last, EVENT_WITHIN);
    }

    private String post(String path, String body, Duration within) throws IOException {
        CompletableFuture<URI> at = started().at();
        if (!at.isDone() || at.isCompletedExceptionally()) {
            throw new IOException(name + " is not up");
        }
        HttpRequest request = HttpRequest.newBuilder(at.join().resolve(path))
                .timeout(within)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() / 100 != 2) {
                throw new IOException(name + " answered " + answer.statusCode());
            }
            return answer.body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(name + " was not waited for", e);
        }
    }

    private void awaitUp() throws IOException {
        try {
            started().at().get(ORDER_WITHIN.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException(name + " did not come up", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(name + " was not waited for", e);
        }
    }

    @Override
    public void stop() throws IOException {
        awaitUp();
        post("/stop", "", ORDER_WITHIN);
        Process process = started().process();
        try {
            if (!process.waitFor(ORDER_WITHIN.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException(name + " did not end well");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(name + " was not waited for", e);
        }
        running = null;
    }

    @Override
    public void kill() {
        close();
        atKill.accept(state);
    }

    @Override
    public PilotSnapshot settled() throws IOException {
        awaitUp();
        return PilotSnapshot.parse(post("/settled", "", ORDER_WITHIN));
    }

    @Override
    public void close() {
        Running now = running;
        if (now != null) {
            now.process().destroyForcibly().onExit().join(); // what it wrote last is written, or not
            running = null;
        }
    }
}
