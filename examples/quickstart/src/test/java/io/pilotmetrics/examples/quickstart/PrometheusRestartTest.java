// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotmetrics.examples.quickstart.PrometheusPilot.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Processes of a pilot with state are killed and started again on their ports, while two Prometheus servers scrape them: no counter
 * ever shows what did not happen, and no increase is negative or invented. Two of the processes lie, and are found out.
 */
class PrometheusRestartTest {

    private static final int LIVES = 4;
    private static final long SEED = 8;
    private static final String ALL = "[10m]";
    private static final Duration REPLAYED = Duration.ofMinutes(2);

    private static final int LEAST_SCRAPES = 8;
    private static final int MORE_SCRAPES = 8;

    /** Prometheus stretches what it has seen to half a scrape before and after; of this many scrapes that is less. */
    private static final double STRETCHED = 1.15;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private static Path folder;

    private static final List<Killed> processes = new ArrayList<>();
    private static final List<PrometheusServer> servers = new ArrayList<>();

    /** A process that is killed again and again. */
    private record Killed(Path folder, int port, Fault fault, Random random) {

        String target() {
            return "127.0.0.1:" + port;
        }

        PrometheusTruth truth(int life) {
            return PrometheusTruth.of(folder.resolve("truth"), life);
        }

        List<PrometheusTruth> lives() {
            return IntStream.range(0, LIVES).mapToObj(this::truth).toList();
        }

        /** How many scrapes of this life, or a later one, a server has got. */
        private long scrapes(PrometheusServer server, double since) throws IOException, InterruptedException {
            return server.query(PrometheusPilot.MARK + "{instance=\"" + target() + "\"}" + ALL).stream()
                    .flatMap(series -> series.points().stream())
                    .filter(point -> point.value() >= since)
                    .count();
        }

        /** Every other life waits for its first scrape, so that each of its counters is seen to begin at 0. */
        void live() throws IOException, InterruptedException {
            Files.createDirectories(folder);
            for (int life = 0; life < LIVES; life++) {
                int scrapes = LEAST_SCRAPES + random.nextInt(MORE_SCRAPES);
                try (PrometheusProcess process = PrometheusProcess.java(
                        "life " + life + " of " + fault,
                        folder.resolve("log"),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        PrometheusPilot.class.getName(),
                        folder.toString(),
                        Integer.toString(port),
                        Integer.toString(life),
                        Boolean.toString(life % 2 == 0),
                        fault.name())) {
                    double since = life * PrometheusPilot.LIFE;
                    for (PrometheusServer server : servers) {
                        process.await("scrapes", () -> scrapes(server, since) < scrapes ? "" : "scraped");
                    }
                }
            }
        }
    }

    @BeforeAll
    static void killAndStartAgain() throws Exception {
        Random random = new Random(SEED);
        for (Fault fault : List.of(Fault.NONE, Fault.NONE, Fault.CARRIES_OVER, Fault.FALLS)) {
            Path of = folder.resolve("process-" + processes.size());
            processes.add(new Killed(of, PrometheusServer.freePort(), fault, new Random(random.nextLong())));
        }
        List<Integer> ports = processes.stream().map(Killed::port).toList();
        servers.add(PrometheusServer.start(folder.resolve("classic"), ports));
        servers.add(PrometheusServer.start(folder.resolve("native"), ports, PrometheusServer.NATIVE_HISTOGRAMS));
        ExecutorService threads = Executors.newFixedThreadPool(processes.size());
        try {
            List<Future<?>> running = new ArrayList<>();
            for (Killed process : processes) {
                running.add(threads.submit(() -> {
                    process.live();
                    return null;
                }));
            }
            for (Future<?> each : running) {
                each.get();
            }
        } finally {
            threads.shutdownNow();
        }
        for (PrometheusServer server : servers) {
            server.await(
                    "every target to be down",
                    () -> server.query("sum(up) == 0").isEmpty() ? "" : "down");
        }
    }

    @AfterAll
    static void end() {
        servers.forEach(PrometheusServer::close);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "0, 1", "1, 0", "1, 1"})
    void everySample_liesBetweenWhatWasDoneBeforeAndAfterIt_andNoIncreaseIsInvented(int server, int process)
            throws Exception {
        assertThat(lies(server, process)).as(servers.get(server).log()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void countersThatBeginWithARestoredTotal_areFound(int server) throws Exception {
        assertThat(lies(server, 2))
                .isNotEmpty()
                .allSatisfy(lie -> assertThat(lie).containsAnyOf(" shows ", " increased by "));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void countersThatFall_areFound(int server) throws Exception {
        assertThat(lies(server, 3))
                .isNotEmpty()
                .anySatisfy(lie -> assertThat(lie).contains(" fell from "));
        assertThat(servers.get(server).query("max(resets(pilot_received_total" + of(3) + ALL + "))"))
                .singleElement()
                .satisfies(resets -> assertThat(resets.value()).isGreaterThan(LIVES - 1));
    }

    private static List<String> lies(int server, int process) throws Exception {
        Killed killed = processes.get(process);
        String everything = "{__name__=~\"pilot_.+\",instance=\"" + killed.target() + "\"}" + ALL;
        return PrometheusLies.in(servers.get(server).query(everything), killed.lives());
    }

    /** What Prometheus itself makes of it, at each moment and in all. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void increase_isNeverNegative_norMoreThanTheTruth_andResetsAreRestarts(int server) throws Exception {
        PrometheusServer asked = servers.get(server);
        List<String> counters =
                asked.names().stream().filter(PrometheusLies::counts).toList();
        assertThat(counters).hasSizeGreaterThan(20);
        for (String name : counters) {
            String selector = name + of(0, 1);
            neverNegative(asked, "increase(" + selector + "[2s])");
            assertThat(asked.query("resets(" + selector + ALL + ")"))
                    .as(selector)
                    .isNotEmpty()
                    .allSatisfy(resets -> assertThat(resets.value()).isLessThan(LIVES));
            assertThat(asked.query("increase(" + selector + ALL + ")"))
                    .as(selector)
                    .isNotEmpty()
                    .allSatisfy(increase -> assertThat(increase.value())
                            .as("%s", increase)
                            .isLessThanOrEqualTo(STRETCHED * most(increase.named(name))));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"histogram_count", "histogram_sum"})
    void increaseOfANativeHistogram_isNeverNegative(String part) throws Exception {
        neverNegative(servers.get(1), part + "(increase(" + PrometheusKind.DURATION + of(0, 1) + "[2s]))");
    }

    private static void neverNegative(PrometheusServer server, String increase) throws Exception {
        assertThat(server.replay(increase, REPLAYED))
                .as(increase)
                .isNotEmpty()
                .allSatisfy(series -> assertThat(series.points())
                        .isNotEmpty()
                        .allSatisfy(point -> assertThat(point.value()).isNotNegative()));
    }

    private static double most(PrometheusSeries series) {
        return processes.stream()
                .filter(process -> process.target().equals(series.target()))
                .mapToDouble(process -> PrometheusLies.most(series, process.lives()))
                .sum();
    }

    private static String of(int... which) {
        List<String> targets = IntStream.of(which)
                .mapToObj(process -> processes.get(process).target())
                .toList();
        return "{instance=~\"" + String.join("|", targets) + "\"}";
    }
}
