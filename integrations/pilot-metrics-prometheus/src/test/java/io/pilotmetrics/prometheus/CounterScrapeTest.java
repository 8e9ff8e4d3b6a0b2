// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.pilotmetrics.snapshot.Counts;
import io.pilotmetrics.snapshot.Figure;
import io.pilotmetrics.snapshot.HandlerSnapshot;
import io.pilotmetrics.snapshot.LatencySnapshot;
import io.pilotmetrics.snapshot.LedgerSnapshot;
import io.pilotmetrics.snapshot.OperationSnapshot;
import io.pilotmetrics.snapshot.Readings;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CounterScrapeTest {

    /** All series but the histogram's, in the order of the names. */
    private static Map<String, Double> expected() {
        Map<String, Double> expected = new TreeMap<>();
        String handler = "handler=\"lead.ingest\"";
        String operation = "operation=\"crm.quote\"";
        String pilot = "pilot=\"crm-pilot\"";
        Map.of("success", 71, "client_error", 8, "cancelled", 0, "server_error", 2)
                .forEach((outcome, n) -> expected.put(
                        "pilot_calls_total{" + handler + ",outcome=\"" + outcome + "\"," + pilot + "}", (double) n));
        Map.of("success", 15, "client_error", 0, "cancelled", 1, "server_error", 0)
                .forEach((outcome, n) -> expected.put(
                        "pilot_calls_total{operation=\"crm.quote\",outcome=\"" + outcome + "\"," + pilot + "}",
                        (double) n));
        Map.of("malformed", 7, "refused", 5, "conflicting", 0, "duplicate", 3, "processed", 71, "failed", 10)
                .forEach((disposition, n) -> expected.put(
                        "pilot_events_total{disposition=\"" + disposition + "\"," + handler + "," + pilot + "}",
                        (double) n));
        String ofHandler = "{" + handler + "," + pilot + "}";
        expected.put("pilot_received_total" + ofHandler, 100.0);
        expected.put("pilot_in_flight" + ofHandler, 4.0);
        Map.of("sources", 1, "expected", 100, "seen", 83, "dropped", 13, "pending", 4, "undetermined", 0)
                .forEach((what, n) -> expected.put("pilot_numbers_" + what + ofHandler, (double) n));
        List.of("declared_missing", "filled", "late", "out_of_order")
                .forEach(what -> expected.put("pilot_numbers_" + what + "_total" + ofHandler, 0.0));
        List.of("abandoned", "carried", "recovered", "redelivered")
                .forEach(what -> expected.put("pilot_events_" + what + "_total" + ofHandler, 0.0));
        List.of("malformed", "conflicting", "duplicate")
                .forEach(disposition -> expected.put(
                        "pilot_events_passed_on_total{disposition=\"" + disposition + "\"," + handler + "," + pilot
                                + "}",
                        0.0));
        expected.put("pilot_conversions_not_stored_total" + ofHandler, 0.0);
        expected.put("pilot_calls_negative_total" + ofHandler, 0.0);
        expected.put("pilot_call_duration_min_seconds" + ofHandler, 0.0);
        expected.put("pilot_call_duration_max_seconds" + ofHandler, 2.0);
        expected.put("pilot_calls_negative_total{" + operation + "," + pilot + "}", 0.0);
        expected.put("pilot_calls_started_total{" + operation + "," + pilot + "}", 21.0);
        expected.put("pilot_call_duration_min_seconds{" + operation + "," + pilot + "}", 0.005);
        expected.put("pilot_call_duration_max_seconds{" + operation + "," + pilot + "}", 0.005);
        Map.of("go", 0, "no_go", 0, "inconclusive", 1)
                .forEach((verdict, n) ->
                        expected.put("pilot_verdict{" + pilot + ",verdict=\"" + verdict + "\"}", (double) n));
        expected.put("pilot_laws_broken{" + pilot + "}", 0.0);
        expected.put("pilot_instances{" + pilot + "}", 1.0);
        expected.put("pilot_figures{" + pilot + "}", 3.0);
        expected.put("pilot_in_flight{" + operation + "," + pilot + "}", 5.0);
        expected.put("pilot_malformed_total{" + handler + "," + pilot + ",reason=\"missing_email\"}", 6.0);
        expected.put("pilot_malformed_total{" + handler + "," + pilot + ",reason=\"not_json\"}", 1.0);
        expected.put("pilot_refused_total{" + handler + "," + pilot + ",reason=\"queue_full\"}", 5.0);
        expected.put("pilot_instrumentation_errors_total{" + handler + "," + pilot + ",where=\"id\"}", 9.0);
        expected.put("pilot_events_without_id_total" + ofHandler, 11.0);
        expected.put("pilot_ids_evicted_total" + ofHandler, 0.0);
        expected.put("pilot_ids_expired_in_flight_total" + ofHandler, 0.0);
        String survey = "{" + pilot + ",survey=\"how_did_you_hear\"}";
        expected.put("pilot_figure_attribution_agreement_ratio" + survey, 0.82);
        expected.put("pilot_figure_attribution_agreement_low_ratio" + survey, 0.75);
        expected.put("pilot_figure_attribution_agreement_high_ratio" + survey, 0.88);
        expected.put("pilot_figure_crm_lag_seconds{" + pilot + "}", 1.5);
        return expected;
    }

    @ParameterizedTest
    @ValueSource(strings = {Scrape.TEXT, Scrape.OPEN_METRICS})
    void scrape_everythingButLatency_equalsTheSnapshot(String format) throws Exception {
        Map<String, Double> samples = Scrape.of(Pilots.full(), format).samples();

        samples.keySet().removeIf(series -> series.startsWith("pilot_call_duration_seconds"));
        assertThat(samples).containsExactlyInAnyOrderEntriesOf(expected());
    }

    @Test
    void scrape_handlerAndOperationWithoutACall_haveTheirZeros() throws Exception {
        HandlerSnapshot handler = Pilots.handler(Map.of(), LatencySnapshot.EMPTY, LedgerSnapshot.EMPTY);
        OperationSnapshot operation = new OperationSnapshot(
                "crm.quote", Readings.of(Duration.ZERO, Counts.NONE, LatencySnapshot.EMPTY), Map.of());

        Map<String, Double> samples = Scrape.of(Pilots.of(List.of(handler), List.of(operation), List.of()), Scrape.TEXT)
                .samples();

        assertThat(samples.keySet())
                .filteredOn(series -> series.contains("handler="))
                .hasSize(48);
        assertThat(samples.keySet())
                .filteredOn(series -> series.contains("operation="))
                .hasSize(34);
        assertThat(samples).as("and the pilot's own").hasSize(48 + 34 + 6);
    }

    @Test
    void scrape_whatCanFall_isAGaugeAndTheRestACounter() throws Exception {
        String text = Scrape.of(Pilots.full(), Scrape.TEXT).text();

        assertThat(text)
                .contains("# TYPE pilot_call_duration_seconds histogram")
                .contains("# TYPE pilot_events_total counter")
                .contains("# TYPE pilot_numbers_dropped gauge")
                .contains("# TYPE pilot_numbers_pending gauge")
                .contains("# TYPE pilot_in_flight gauge")
                .contains("# TYPE pilot_figure_attribution_agreement_ratio gauge");
    }

    @Test
    void scrape_acceptHeader_choosesTheFormat() throws Exception {
        assertThat(Scrape.of(Pilots.full(), Scrape.TEXT).contentType()).startsWith("text/plain");
        assertThat(Scrape.of(Pilots.full(), Scrape.OPEN_METRICS).contentType())
                .startsWith("application/openmetrics-text");
        assertThat(Scrape.of(Pilots.full(), Scrape.OPEN_METRICS).text()).endsWith("# EOF\n");
        // The header that a Prometheus server with native histograms sends.
        assertThat(Scrape.of(
                                Pilots.full(),
                                Scrape.PROTOBUF + ";q=0.6,application/openmetrics-text;version=1.0.0;q=0.5,*/*;q=0.1")
                        .contentType())
                .startsWith("application/vnd.google.protobuf");
    }

    @Test
    void scrape_nameParameter_choosesMetrics() throws Exception {
        Map<String, Double> samples = Scrape.of(Pilots.full(), Scrape.TEXT, "name[]=pilot_figure_crm_lag_seconds")
                .samples();

        assertThat(samples).hasSize(1);
    }

    @Test
    void scrape_figuresOfAnyNameAndTag_makeSeriesThatPrometheusTakes() throws Exception {
        List<Figure> figures = List.of(
                figure("orders.total", Map.of("shop-id", "a\"b\n\\"), "{order}"),
                figure("kosten/ü 1", Map.of("9lives", "x", "pilot", "other"), "EUR"),
                figure("a.b", Map.of("__name__", "x", "", "y"), "s"),
                figure("a_b", Map.of("__name__", "x", "", "y"), "s"),
                figure("wait_seconds", Map.of(), "s"));

        Map<String, Double> samples =
                Scrape.of(Pilots.of(List.of(), List.of(), figures), Scrape.TEXT).samples();

        assertThat(samples.keySet().stream().filter(series -> series.matches("pilot_figures?_.*")))
                .containsExactlyInAnyOrder(
                        "pilot_figure_orders{pilot=\"crm-pilot\",shop_id=\"a\\\"b\\n\\\\\"}",
                        "pilot_figure_kosten___1{pilot=\"crm-pilot\",tag_9lives=\"x\"}",
                        "pilot_figure_a_b_seconds{pilot=\"crm-pilot\",tag_=\"y\",tag_name__=\"x\"}",
                        "pilot_figure_wait_seconds{pilot=\"crm-pilot\"}",
                        "pilot_figures_lost{pilot=\"crm-pilot\"}");
    }

    @Test
    void scrape_figuresThatMeetInOneSeries_theFirstKeepsIt_andTheOthersAreCounted() throws Exception {
        List<Figure> figures = List.of(
                new Figure("a.b", 0.5, 0.4, 0.6, 9, "1", Map.of(), Pilots.NOW),
                new Figure("a_b", 0.7, 0.1, 0.9, 9, "1", Map.of(), Pilots.NOW),
                new Figure("a/b", 0, 0, 0, 0, "1", Map.of(), Pilots.NOW),
                Figure.exact("a.b.low", 0.2, 1, "1", Map.of(), Pilots.NOW));

        Map<String, Double> samples =
                Scrape.of(Pilots.of(List.of(), List.of(), figures), Scrape.TEXT).samples();

        samples.keySet().removeIf(series -> !series.matches("pilot_figures?_.*"));
        String pilot = "{pilot=\"crm-pilot\"}";
        assertThat(samples)
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "pilot_figure_a_b_ratio" + pilot, 0.5,
                        "pilot_figure_a_b_low_ratio" + pilot, 0.4,
                        "pilot_figure_a_b_high_ratio" + pilot, 0.6,
                        "pilot_figures_lost" + pilot, 2.0));
    }

    private static Figure figure(String name, Map<String, String> tags, String unit) {
        return Figure.exact(name, 1, 1, unit, tags, Pilots.NOW);
    }

    @Test
    void collect_twoPilotsInOneRegistry_shareTheirFamilies() {
        PrometheusRegistry registry = new PrometheusRegistry();
        Scrape.Snapshots crm = new Scrape.Snapshots(Pilots.full());
        Scrape.Snapshots web = new Scrape.Snapshots(Pilots.named("web-pilot"));
        // tag::registry[]
        registry.register(PilotCollector.of(crm::snapshot, web::snapshot));
        // end::registry[]

        MetricSnapshot received = registry.scrape("pilot_received"::equals).get(0);

        assertThat(received.getDataPoints())
                .extracting(point -> point.getLabels().get("pilot"))
                .containsExactlyInAnyOrder("crm-pilot", "web-pilot");
    }

    @Test
    void collect_twoInstancesOfOnePilot_areMerged() throws Exception {
        PrometheusRegistry registry = new PrometheusRegistry();
        registry.register(PilotCollector.of(() -> Pilots.instance("a"), () -> Pilots.instance("b")));

        MetricSnapshot received = registry.scrape("pilot_received"::equals).get(0);

        assertThat(received.getDataPoints())
                .singleElement()
                .satisfies(point -> assertThat(((CounterDataPointSnapshot) point).getValue())
                        .isEqualTo(200));
    }

    @Test
    void collect_oneInstanceTwice_isRefusedWithItsName() {
        PilotCollector collector = PilotCollector.of(Pilots::full, Pilots::full);

        assertThatIllegalArgumentException()
                .isThrownBy(collector::collect)
                .withMessageContaining("crm-pilot")
                .withMessageContaining("[a] would be counted twice");
    }

    @Test
    void collect_countersAndHistograms_beganWithThePilot() {
        assertThat(PilotCollector.of(Pilots::full).collect().stream()
                        .filter(family -> !(family instanceof GaugeSnapshot))
                        .flatMap(family -> family.getDataPoints().stream()))
                .isNotEmpty()
                .allMatch(point -> point.getCreatedTimestampMillis() == Pilots.STARTED.toEpochMilli());
    }

    @Test
    void collect_pilotWithoutAccounts_hasThePilotAlone() {
        assertThat(PilotCollector.of(() -> Pilots.of(List.of(), List.of(), List.of())).collect().stream()
                        .map(family -> family.getMetadata().getName()))
                .containsExactly("pilot_figures", "pilot_instances", "pilot_laws_broken", "pilot_verdict");
    }

    @Test
    void durations_haveTheHistogramsAlone() {
        assertThat(PilotCollector.durations(Pilots::full).collect().stream()
                        .map(family -> family.getMetadata().getName()))
                .containsExactly("pilot_call_duration_seconds");
    }

    @Test
    @SuppressWarnings("NullAway") // null is what is tested
    void of_null_namesTheArgument() {
        assertThatNullPointerException()
                .isThrownBy(() -> PilotScrapeHandler.of(null))
                .withMessage("pilot");
    }
}
