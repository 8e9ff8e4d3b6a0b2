// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.pilotmetrics.PilotMetrics;
import io.pilotmetrics.snapshot.Figure;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** With Micrometer's own Prometheus registry, which wants one set of tag keys for each name. */
class PrometheusRegistryTest {

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final List<Figure> figures = new CopyOnWriteArrayList<>();
    private final PilotMetrics pilot =
            PilotMetrics.builder("p").figures(() -> List.copyOf(figures)).build();

    PrometheusRegistryTest() {
        registry.throwExceptionOnRegistrationFailure();
    }

    @AfterEach
    void close() {
        pilot.close();
        registry.close();
    }

    private static Figure figure(String name, double value, Map<String, String> tags) {
        return Figure.exact(name, value, 4, "1", tags, Instant.EPOCH);
    }

    @Test
    void scrape_hasHandlersAndOperations() {
        pilot.bindTo(registry);
        pilot.handler("h", String.class).register().consumer(e -> {}).accept("a");
        pilot.operation("o").runnable(() -> {}).run();
        assertThat(registry.scrape().lines())
                .contains(
                        "pilot_calls_total{handler=\"h\",operation=\"\",outcome=\"success\",pilot=\"p\"} 1.0",
                        "pilot_calls_total{handler=\"\",operation=\"o\",outcome=\"success\",pilot=\"p\"} 1.0",
                        "pilot_in_flight{handler=\"h\",operation=\"\",pilot=\"p\"} 0.0",
                        "pilot_in_flight{handler=\"\",operation=\"o\",pilot=\"p\"} 0.0",
                        "pilot_call_duration_seconds_count{handler=\"h\",operation=\"\",pilot=\"p\"} 1",
                        "pilot_call_duration_seconds_count{handler=\"\",operation=\"o\",pilot=\"p\"} 1",
                        "pilot_received_total{handler=\"h\",pilot=\"p\"} 1.0",
                        "pilot_events_total{disposition=\"processed\",handler=\"h\",pilot=\"p\"} 1.0");
    }

    @Test
    void scrape_hasFiguresWithOtherNamesAndOtherTags() {
        figures.add(figure("survey.score", 0.5, Map.of("question", "q")));
        figures.add(figure("attribution.agreement", 0.75, Map.of("channel", "ads", "model", "last")));
        figures.add(figure("plain", 3, Map.of()));
        pilot.bindTo(registry);
        assertThat(registry.scrape().lines())
                .contains(
                        "pilot_figure_survey_score_ratio{pilot=\"p\",question=\"q\"} 0.5",
                        "pilot_figure_attribution_agreement_ratio{channel=\"ads\",model=\"last\",pilot=\"p\"} 0.75",
                        "pilot_figure_plain_ratio{pilot=\"p\"} 3.0");
    }

    @Test
    void scrape_figureThatNothingWasObservedFor_appearsOnceSomethingIs() {
        figures.add(Figure.exact("score", 0, 0, "1", Map.of(), Instant.EPOCH));
        pilot.bindTo(registry);
        assertThat(registry.scrape()).doesNotContain("pilot_figure_score");
        figures.set(0, figure("score", 0.5, Map.of()));
        pilot.snapshot();
        pilot.operation("more");
        assertThat(registry.scrape().lines()).contains("pilot_figure_score_ratio{pilot=\"p\"} 0.5");
    }

    @Test
    void scrape_hasFiguresOfOneNameWithOtherTags() {
        figures.add(figure("score", 0.25, Map.of()));
        figures.add(figure("score", 0.5, Map.of("question", "q")));
        pilot.bindTo(registry);
        assertThat(registry.scrape().lines())
                .contains(
                        "pilot_figure_score_ratio{pilot=\"p\",question=\"\"} 0.25",
                        "pilot_figure_score_ratio{pilot=\"p\",question=\"q\"} 0.5");
        figures.add(figure("score", 0.75, Map.of("channel", "ads")));
        pilot.snapshot();
        pilot.operation("more");
        assertThat(registry.scrape().lines())
                .contains(
                        "pilot_figure_score_ratio{channel=\"\",pilot=\"p\",question=\"\"} 0.25",
                        "pilot_figure_score_ratio{channel=\"\",pilot=\"p\",question=\"q\"} 0.5",
                        "pilot_figure_score_ratio{channel=\"ads\",pilot=\"p\",question=\"\"} 0.75");
    }

    @Test
    void scrape_survivesNamesThatPrometheusCannotTellApart() {
        figures.add(figure("a.b", 1, Map.of("q.id", "x", "pilot", "theirs")));
        figures.add(figure("a_b", 2, Map.of("q_id", "x")));
        figures.add(figure("a_b", 3, Map.of("q_id", "y", "q.id", "")));
        pilot.bindTo(registry);
        assertThat(registry.scrape().lines().filter(line -> line.startsWith("pilot_figure_")))
                .containsExactlyInAnyOrder(
                        "pilot_figure_a_b_ratio{pilot=\"p\",q_id=\"x\"} 1.0",
                        "pilot_figure_a_b_ratio{pilot=\"p\",q_id=\"y\"} 3.0");
    }

    @Test
    void close_leavesNothingToScrape() {
        figures.add(figure("score", 0.5, Map.of("question", "q")));
        pilot.handler("h", String.class).register();
        pilot.operation("o");
        pilot.bindTo(registry).close();
        assertThat(registry.scrape()).isEmpty();
    }
}
