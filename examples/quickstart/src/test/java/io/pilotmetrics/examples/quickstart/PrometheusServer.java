// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A Prometheus server of its own, the one that is installed, scraping every 200 ms and asked over its HTTP API. */
final class PrometheusServer implements AutoCloseable {

    static final String NATIVE_HISTOGRAMS = "--enable-feature=native-histograms";

    private static final String MISSING =
            "-Pprometheus needs the Prometheus server, and no \"prometheus\" is on the PATH: install it with"
                    + " \"apt-get install -y --no-install-recommends prometheus\", or leave the profile out";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Pattern LISTENING = Pattern.compile("msg=\"Listening on\" address=(\\S+)");
    private static final int LOWEST_PORT = 15_000;
    private static final int EPHEMERAL_PORTS = 32_768;

    private final HttpClient client = HttpClient.newHttpClient();
    private final PrometheusProcess process;
    private final String address;

    private PrometheusServer(PrometheusProcess process, Path log) throws IOException, InterruptedException {
        this.process = process;
        this.address = process.await("Prometheus to listen", () -> {
            Matcher listening = LISTENING.matcher(Files.readString(log));
            return listening.find() ? listening.group(1) : "";
        });
        process.await("Prometheus to be ready", () -> get("/-/ready").statusCode() == 200 ? "ready" : "");
    }

    /**
     * Starts a server on a free port of loopback.
     *
     * @param folder where its configuration, samples and log go; made here
     * @param targets the ports that it scrapes, on loopback too
     */
    static PrometheusServer start(Path folder, List<Integer> targets, String... options)
            throws IOException, InterruptedException {
        Files.createDirectories(folder);
        Path config = folder.resolve("prometheus.yml");
        Files.writeString(config, """
                global:
                  scrape_interval: 200ms
                  scrape_timeout: 200ms
                scrape_configs:
                  - job_name: pilot
                    static_configs:
                      - targets: [%s]
                """.formatted(
                        targets.stream().map(port -> "'127.0.0.1:" + port + "'").collect(Collectors.joining(", "))));
        List<String> command = new ArrayList<>(List.of(
                "prometheus",
                "--config.file=" + config,
                "--storage.tsdb.path=" + folder.resolve("samples"),
                "--web.listen-address=127.0.0.1:0"));
        command.addAll(List.of(options));
        Path log = folder.resolve("prometheus.log");
        PrometheusProcess process;
        try {
            process = PrometheusProcess.start("prometheus", log, command);
        } catch (IOException e) {
            throw new AssertionError(MISSING, e);
        }
        try {
            return new PrometheusServer(process, log);
        } catch (IOException | InterruptedException | RuntimeException | Error e) {
            process.close();
            throw e;
        }
    }

    /** A port that is free now, below those that the system gives to whoever asks for any. */
    static int freePort() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST_PORT, EPHEMERAL_PORTS);
            try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return free.getLocalPort();
            } catch (IOException e) {
                // Taken: another one.
            }
        }
    }

    /** The series that an expression gives: each with one sample, or with all of a range, as {@code name[5m]}. */
    List<PrometheusSeries> query(String expression) throws IOException, InterruptedException {
        return PrometheusSeries.read(ask("/api/v1/query?query=" + encoded(expression)));
    }

    /** What an expression gave at each half second of the time that has just passed. */
    List<PrometheusSeries> replay(String expression, Duration back) throws IOException, InterruptedException {
        double now = System.currentTimeMillis() / 1e3;
        return PrometheusSeries.read(ask("/api/v1/query_range?query=" + encoded(expression) + "&start="
                + (now - back.toSeconds()) + "&end=" + now + "&step=0.5"));
    }

    /** The names of all series, those of native histograms among them. */
    List<String> names() throws IOException, InterruptedException {
        return ask("/api/v1/label/__name__/values").items().stream()
                .map(PrometheusJson::text)
                .toList();
    }

    /** Waits until the server has, or says, something. */
    void await(String what, PrometheusProcess.Attempt attempt) throws IOException, InterruptedException {
        process.await(what, attempt);
    }

    String log() throws IOException {
        return process.log();
    }

    private PrometheusJson ask(String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = get(path);
        assertThat(answer.statusCode()).as(path + " answered " + answer.body()).isEqualTo(200);
        return PrometheusJson.parse(answer.body()).get("data");
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + address + path))
                .timeout(PATIENCE)
                .build();
        return client.send(request, BodyHandlers.ofString());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        process.close();
    }
}
