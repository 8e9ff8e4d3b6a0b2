// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotmetrics.attribution.AttributionAgreement;
import io.pilotmetrics.objective.Scorecard;
import io.pilotmetrics.objective.Verdict;
import io.pilotmetrics.snapshot.Disposition;
import io.pilotmetrics.snapshot.Figure;
import io.pilotmetrics.snapshot.HandlerSnapshot;
import io.pilotmetrics.snapshot.Law;
import io.pilotmetrics.snapshot.Objective;
import io.pilotmetrics.snapshot.Outcome;
import io.pilotmetrics.snapshot.PilotSnapshot;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** One run of the healthy scenario, looked at from all sides. */
class PilotRunTest {

    private static final long SEED = 20_261_125;
    private static final PrintStream NOWHERE =
            new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);

    private static PilotRun run;
    private static Result result;

    @BeforeAll
    static void play() throws Exception {
        run = new PilotRun(Scenario.healthy, Targets.LATENCY_P95, 0);
        result = run.run(5, 400, SEED, NOWHERE);
    }

    @AfterAll
    static void close() {
        run.close();
    }

    @Test
    void injected_isFound_exactly() {
        assertThat(result.comparison().rows())
                .as("seed %d", SEED)
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row.found()).as(row.what()).isEqualTo(row.injected()));
        assertThat(result.comparison().injected()).isEqualTo(result.comparison().found());
    }

    @Test
    void everyKindOfFault_wasInjected() {
        Comparison.Counted injected = Objects.requireNonNull(result.comparison().injected());
        assertThat(injected.duplicate()).isPositive();
        assertThat(injected.dropped()).isPositive();
        assertThat(injected.malformed().keySet()).containsExactlyInAnyOrderElementsOf(Faults.REASONS);
        assertThat(result.comparison().rows())
                .filteredOn(
                        row -> row.what().startsWith("  of these") || row.what().contains("with"))
                .hasSize(4)
                .allSatisfy(row -> assertThat(row.injected()).as(row.what()).isPositive());
    }

    @Test
    void laws_holdAtRest() {
        assertThat(result.card().laws())
                .isNotEmpty()
                .allSatisfy(law -> assertThat(law.status()).as(law.text()).isEqualTo(Law.Status.HOLDS));
        assertThat(result.defects()).isEmpty();
    }

    @Test
    void verdict_isGo() {
        assertThat(result.verdict()).as(result.card().explain()).isEqualTo(Verdict.GO);
        assertThat(result.exitCode()).isZero();
    }

    @Test
    void eachObjective_movedAcrossItsFigureAlone_turnsTheVerdictAndIsNamed() {
        PilotSnapshot snapshot = result.snapshot();
        assertThat(snapshot.objectives()).hasSize(7);
        for (Objective objective : snapshot.objectives()) {
            if (objective.figure().equals(Objective.LATENCY_WITHIN)) {
                continue; // moved by its duration, in a run of its own
            }
            Figure figure = snapshot.figures().stream()
                    .filter(objective::judges)
                    .findFirst()
                    .orElseThrow();
            boolean atMost = objective.comparison() == Objective.Comparison.AT_MOST;
            Objective moved = new Objective(
                    objective.figure(),
                    objective.tags(),
                    objective.comparison(),
                    atMost ? figure.low() / 2 : Math.min(1, (1 + figure.high()) / 2 + 1e-9),
                    objective.latencyNanos());
            Scorecard card = Scorecard.of(with(snapshot, objective, moved));
            assertThat(card.verdict()).as(moved.text()).isEqualTo(Verdict.NO_GO);
            assertThat(card.reasons()).singleElement().asString().contains(moved.text());
        }
    }

    @Test
    void latencyObjective_movedBelowEveryCall_turnsTheVerdictAndIsNamed() throws Exception {
        try (PilotRun strict = new PilotRun(Scenario.healthy, Duration.ofMillis(1), 0)) {
            Result missed = strict.run(2, 400, SEED, NOWHERE);
            assertThat(missed.verdict()).isEqualTo(Verdict.NO_GO);
            assertThat(missed.exitCode()).isEqualTo(1);
            assertThat(missed.card().reasons()).first().asString().contains("missed: web.visit latency p95 <= 1 ms");
        }
    }

    private static PilotSnapshot with(PilotSnapshot snapshot, Objective old, Objective moved) {
        Set<Objective> objectives = new LinkedHashSet<>(snapshot.objectives());
        objectives.remove(old);
        objectives.add(moved);
        return new PilotSnapshot(
                snapshot.name(),
                snapshot.instances(),
                snapshot.startedAt(),
                snapshot.at(),
                new ArrayList<>(snapshot.handlers().values()),
                new ArrayList<>(snapshot.operations().values()),
                objectives,
                snapshot.supplied(),
                snapshot.assurances());
    }

    @Test
    void metrics_everySampleOfCallsEventsReasonsAndAgreement_equalsTheSnapshot() throws Exception {
        Map<String, Double> expected = new TreeMap<>();
        HandlerSnapshot handler = result.handler();
        for (Disposition disposition : Disposition.values()) {
            expected.put("pilot_events_total disposition=" + lower(disposition), (double) handler.count(disposition));
        }
        for (Outcome outcome : Outcome.values()) {
            expected.put("pilot_calls_total outcome=" + lower(outcome), (double) handler.count(outcome));
        }
        handler.malformed()
                .forEach((reason, count) -> expected.put("pilot_malformed_total reason=" + reason, (double) count));
        expected.put("pilot_received_total", (double) handler.received());
        double calls = handler.latency().count();
        expected.put("pilot_call_duration_seconds_count", calls);
        expected.put("pilot_call_duration_seconds_bucket le=+Inf", calls);
        Figure agreement = result.snapshot().supplied().stream()
                .filter(figure -> figure.name().equals(AttributionAgreement.AGREEMENT))
                .findFirst()
                .orElseThrow();
        expected.put("pilot_figure_attribution_agreement_ratio", agreement.value());
        expected.put("pilot_figure_attribution_agreement_low_ratio", agreement.low());
        expected.put("pilot_figure_attribution_agreement_high_ratio", agreement.high());

        Map<String, Double> found = new TreeMap<>();
        Exposition.samples(get("/metrics")).forEach(sample -> {
            assertThat(sample.labels()).containsEntry("pilot", "quickstart");
            if (!sample.metric().matches("pilot_(figures?|verdict|laws|instances|objective)(_.*)?")) {
                assertThat(sample.labels()).containsEntry("handler", "web.visit");
            }
            Map<String, String> further = new TreeMap<>(sample.labels());
            further.keySet().removeAll(Set.of("pilot", "handler"));
            String series = further.isEmpty()
                    ? sample.metric()
                    : sample.metric() + " " + further.toString().replaceAll("[{}]", "");
            assertThat(found.put(series, sample.value())).as("once: %s", series).isNull();
        });
        found.keySet().removeIf(series -> !expected.containsKey(series) && !isCompared(series));

        assertThat(calls).isPositive();
        assertThat(handler.malformed()).isNotEmpty();
        assertThat(found).containsExactlyInAnyOrderEntriesOf(expected);
    }

    /** Of these metrics no sample may be there that the snapshot does not have. */
    private static boolean isCompared(String series) {
        return Stream.of("pilot_events_total", "pilot_calls_total", "pilot_malformed_total")
                .anyMatch(series::startsWith);
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    @Test
    void metrics_askedForInProtobuf_haveTheNativeHistogramOfTheSameCalls() throws Exception {
        List<Exposition.NativeHistogram> found = Exposition.nativeHistograms(
                get("/metrics", Exposition.PROTOBUF, BodyHandlers.ofByteArray()), "pilot_call_duration_seconds");

        long calls = result.handler().latency().count();
        assertThat(found).singleElement().satisfies(histogram -> {
            assertThat(histogram.labels()).containsEntry("handler", "web.visit").containsEntry("pilot", "quickstart");
            assertThat(histogram.schema()).isBetween(0, 5);
            assertThat(histogram.count()).isEqualTo(calls);
            assertThat(histogram.inBuckets()).isEqualTo(calls);
        });
    }

    @Test
    void pilot_isASnapshotThatReadsBack() throws Exception {
        PilotSnapshot read = PilotSnapshot.parse(get("/pilot"));
        assertThat(read.handler("web.visit").counts())
                .isEqualTo(result.handler().counts());
    }

    @Test
    void report_hasTheVerdictFirstReasonAndTrueValue() {
        var text = new java.io.ByteArrayOutputStream();
        new Report(new PrintStream(text, true, StandardCharsets.UTF_8)).print(result);
        assertThat(text.toString(StandardCharsets.UTF_8))
                .contains("Verdict: ", "because every objective is met and every law holds")
                .contains("the true value is")
                .contains("equal")
                .doesNotContain("DIFFERENT");
    }

    private static String get(String path) throws IOException, InterruptedException {
        return get(path, "*/*", BodyHandlers.ofString());
    }

    private static <T> T get(String path, String accept, BodyHandler<T> body) throws IOException, InterruptedException {
        URI address = run.service().events().resolve(path);
        HttpRequest request =
                HttpRequest.newBuilder(address).header("Accept", accept).build();
        var answer = HttpClient.newHttpClient().send(request, body);
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    @Test
    void differingCounts_takeTheGoAway_andAreNamed() {
        Comparison.Counted counted = result.comparison().found();
        Comparison different = new Comparison(counted, counted, List.of(new Comparison.Row("received", 7, 6)));
        Result doubtful =
                new Result(SEED, result.handler(), result.snapshot(), result.card(), different, true, List.of());
        assertThat(doubtful.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(doubtful.exitCode()).isEqualTo(3);
        assertThat(doubtful.defects()).containsExactly("injected and found differ: received: 7 injected, 6 found");
    }
}
