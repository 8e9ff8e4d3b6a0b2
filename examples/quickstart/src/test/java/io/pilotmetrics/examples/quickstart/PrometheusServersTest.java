// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Two Prometheus servers, native histograms on and off, scrape the quickstart's jar; at rest they show what its snapshot says. */
class PrometheusServersTest {

    private static final String SECONDS = "10";
    private static final String OPEN = "open until interrupted";
    private static final String DURATION = "pilot_call_duration_seconds";
    private static final Set<String> OF_HISTOGRAMS = Set.of("_bucket", "_count", "_sum");
    private static final List<Double> QUANTILES = List.of(0.5, 0.95, 0.99);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private static Path folder;

    private static PrometheusServer classic;
    private static PrometheusServer nativeToo;
    private static PrometheusProcess quickstart;
    private static String before;
    private static String after;

    /** Scraped while it runs, then at rest: by both servers between two readings of the snapshot. */
    @BeforeAll
    static void runsAndComesToRest() throws Exception {
        Path jar = Path.of("target", "quickstart.jar");
        assertThat(jar).as("packaged: run the phase integration-test, not test").exists();
        int port = PrometheusServer.freePort();
        classic = PrometheusServer.start(folder.resolve("classic"), List.of(port));
        nativeToo = PrometheusServer.start(folder.resolve("native"), List.of(port), PrometheusServer.NATIVE_HISTOGRAMS);
        Path log = folder.resolve("quickstart.log");
        quickstart = PrometheusProcess.java(
                "quickstart",
                log,
                "-jar",
                jar.toString(),
                "--scenario=healthy",
                "--seconds=" + SECONDS,
                "--seed=11",
                "--port=" + port,
                "--keep-open");
        quickstart.await("the verdict", () -> Files.readString(log).contains(OPEN) ? OPEN : "");
        before = snapshot(port);
        double since = System.currentTimeMillis() / 1e3;
        for (PrometheusServer server : List.of(classic, nativeToo)) {
            server.await("a scrape at rest", () -> latestScrape(server) > since ? "scraped" : "");
        }
        after = snapshot(port);
    }

    @AfterAll
    static void end() {
        for (AutoCloseable each : new AutoCloseable[] {quickstart, classic, nativeToo}) {
            try {
                if (each != null) {
                    each.close();
                }
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }
    }

    private static String snapshot(int port) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/pilot"))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }

    private static double latestScrape(PrometheusServer server) throws IOException, InterruptedException {
        return server.query("timestamp(pilot_received_total)").stream()
                .mapToDouble(PrometheusSeries::value)
                .max()
                .orElse(0);
    }

    @Test
    void withoutNativeHistograms_everySeries_equalsTheSnapshot() throws Exception {
        List<PrometheusSeries> all = classic.query("{__name__=~\"pilot_.+\"}");
        Set<String> names = equal(all, classic);
        assertThat(names).contains("pilot_received_total", "pilot_numbers_dropped", DURATION + "_bucket");
    }

    @Test
    void withNativeHistograms_everyCounterAndGauge_equalsTheSnapshot() throws Exception {
        List<PrometheusSeries> all = nativeToo.query("{__name__=~\"pilot_.+\"}").stream()
                .filter(series -> !series.points().isEmpty())
                .toList();
        Set<String> names = equal(all, nativeToo);
        assertThat(names)
                .as("this server takes native instead of classic buckets")
                .contains("pilot_received_total", "pilot_numbers_dropped")
                .noneMatch(name -> OF_HISTOGRAMS.stream().anyMatch(name::endsWith));
    }

    /** What grows with time alone, such as a throughput, lies between two readings; what does not equals both. */
    private static Set<String> equal(List<PrometheusSeries> all, PrometheusServer server) throws IOException {
        PrometheusExpected least = new PrometheusExpected(before);
        PrometheusExpected most = new PrometheusExpected(after);
        Set<String> names = new TreeSet<>();
        SoftAssertions softly = new SoftAssertions();
        for (PrometheusSeries series : all) {
            names.add(series.name());
            double one = least.of(series);
            double other = most.of(series);
            softly.assertThat(series.value()).as("%s", series).isBetween(Math.min(one, other), Math.max(one, other));
        }
        softly.assertThat(most.notShown()).as("counts that no series shows").isEmpty();
        softly.assertThat(names).as("metrics; %s", server.log()).hasSizeGreaterThan(20);
        softly.assertAll();
        return names;
    }

    @Test
    void classicHistogram_quantilesLieInTheBucketOfOurs() throws Exception {
        PrometheusDurations ours = durations();
        double[] bounds = classic.query(DURATION + "_bucket").stream()
                .mapToDouble(series -> PrometheusJson.number(series.label("le")))
                .sorted()
                .toArray();
        for (double q : QUANTILES) {
            double expected = ours.quantile(q);
            int at = 0;
            while (bounds[at] < expected) {
                at++;
            }
            assertThat(quantile(classic, q, DURATION + "_bucket"))
                    .as("p%s, where ours is %s s", q * 100, expected)
                    .isBetween(at == 0 ? 0 : bounds[at - 1], bounds[at]);
        }
    }

    @Test
    void nativeHistogram_hasTheSnapshotsBuckets_andQuantilesInTheBucketOfOurs() throws Exception {
        PrometheusDurations ours = durations();
        List<PrometheusSeries> found = nativeToo.query(DURATION);
        assertThat(found)
                .singleElement()
                .extracting(PrometheusSeries::labels)
                .isEqualTo(Map.of("handler", "web.visit", "pilot", "quickstart"));
        PrometheusSeries.Histogram histogram = found.get(0).histograms().get(0);
        assertThat(histogram.count()).isEqualTo(ours.count());
        assertThat(histogram.sum()).isEqualTo(ours.of("seconds_sum", ""));
        assertThat(histogram.buckets())
                .isNotEmpty()
                .isSortedAccordingTo(Comparator.comparingDouble(PrometheusSeries.Bucket::lower))
                .allSatisfy(bucket -> assertThat(bucket.count())
                        .as("%s", bucket)
                        .isEqualTo(ours.between(bucket.lower(), bucket.upper())));
        for (double q : QUANTILES) {
            double expected = ours.quantile(q);
            PrometheusSeries.Bucket holding = histogram.buckets().stream()
                    .filter(bucket -> bucket.holds(expected))
                    .findFirst()
                    .orElseThrow();
            double theirs = quantile(nativeToo, q, DURATION);
            assertThat(theirs)
                    .as("p%s, where ours is %s s", q * 100, expected)
                    .isBetween(holding.lower(), holding.upper());
            // One of our buckets, or as many as were merged into the server's.
            double width = Math.log(holding.upper() / holding.lower());
            assertThat(Math.log(theirs)).isCloseTo(Math.log(expected), within(width));
        }
    }

    private static PrometheusDurations durations() throws IOException {
        return new PrometheusExpected(after).account("web.visit").durations("latency");
    }

    private static double quantile(PrometheusServer server, double q, String metric) throws Exception {
        List<PrometheusSeries> found = server.query("histogram_quantile(" + q + ", " + metric + ")");
        assertThat(found).hasSize(1);
        return found.get(0).value();
    }
}
