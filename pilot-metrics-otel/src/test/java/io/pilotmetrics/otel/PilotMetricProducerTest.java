// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.otel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.DoublePointData;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.MetricDataType;
import io.opentelemetry.sdk.metrics.data.PointData;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import io.pilotmetrics.snapshot.Figure;
import io.pilotmetrics.snapshot.PilotSnapshot;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PilotMetricProducerTest {

    private static final AttributeKey<String> HANDLER = AttributeKey.stringKey("handler");
    private static final AttributeKey<String> OPERATION = AttributeKey.stringKey("operation");

    private static ByName<MetricData> collect(PilotSnapshot pilot) {
        InMemoryMetricReader reader = InMemoryMetricReader.create();
        try (SdkMeterProvider provider = SdkMeterProvider.builder()
                .setResource(Resource.create(Attributes.of(AttributeKey.stringKey("service.name"), "crm")))
                .registerMetricProducer(PilotMetricProducer.of(() -> pilot))
                .registerMetricReader(reader)
                .build()) {
            return new ByName<>(reader.collectAllMetrics().stream()
                    .collect(Collectors.toMap(MetricData::getName, Function.identity())));
        }
    }

    /** The values of a sum or gauge by one attribute of its points. */
    private static Map<String, Long> values(MetricData metric, String key) {
        Map<String, Long> values = new TreeMap<>();
        for (PointData point : metric.getData().getPoints()) {
            String value = point.getAttributes().get(AttributeKey.stringKey(key));
            if (value != null) {
                values.put(value, ((LongPointData) point).getValue());
            }
        }
        return values;
    }

    private static Map<String, Double> levels(MetricData metric, String key) {
        Map<String, Double> levels = new TreeMap<>();
        for (DoublePointData point : metric.getDoubleGaugeData().getPoints()) {
            String value = point.getAttributes().get(AttributeKey.stringKey(key));
            if (value != null) {
                levels.put(value, point.getValue());
            }
        }
        return levels;
    }

    @Test
    void produce_calls_areSumsByOutcomeOfHandlersAndOperations() {
        MetricData calls = collect(Pilots.full()).get("pilot.calls");

        assertThat(calls.getUnit()).isEqualTo("{call}");
        assertThat(calls.getLongSumData().isMonotonic()).isTrue();
        assertThat(calls.getLongSumData().getAggregationTemporality()).isEqualTo(AggregationTemporality.CUMULATIVE);
        Map<String, Long> byAccount = calls.getLongSumData().getPoints().stream()
                .collect(Collectors.toMap(
                        p -> p.getAttributes().get(p.getAttributes().get(HANDLER) == null ? OPERATION : HANDLER) + " "
                                + p.getAttributes().get(AttributeKey.stringKey("outcome")),
                        LongPointData::getValue));
        assertThat(byAccount)
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "lead.ingest success", 71L,
                        "lead.ingest client_error", 8L,
                        "lead.ingest cancelled", 0L,
                        "lead.ingest server_error", 2L,
                        "crm.quote success", 15L,
                        "crm.quote client_error", 0L,
                        "crm.quote cancelled", 1L,
                        "crm.quote server_error", 0L));
    }

    @Test
    void produce_events_areSumsByDispositionAndReason() {
        ByName<MetricData> metrics = collect(Pilots.full());

        assertThat(values(metrics.get("pilot.received"), "handler")).isEqualTo(Map.of("lead.ingest", 100L));
        assertThat(values(metrics.get("pilot.events"), "disposition"))
                .isEqualTo(Map.of(
                        "malformed",
                        7L,
                        "refused",
                        5L,
                        "conflicting",
                        0L,
                        "duplicate",
                        3L,
                        "processed",
                        71L,
                        "failed",
                        10L));
        assertThat(values(metrics.get("pilot.malformed"), "reason"))
                .isEqualTo(Map.of("missing_email", 6L, "not_json", 1L));
        assertThat(values(metrics.get("pilot.refused"), "reason")).isEqualTo(Map.of("queue_full", 5L));
        assertThat(values(metrics.get("pilot.instrumentation.errors"), "where")).isEqualTo(Map.of("id", 9L));
        assertThat(values(metrics.get("pilot.events.without_id"), "handler")).isEqualTo(Map.of("lead.ingest", 11L));
        assertThat(List.of(
                        "pilot.received",
                        "pilot.events",
                        "pilot.malformed",
                        "pilot.refused",
                        "pilot.instrumentation.errors",
                        "pilot.events.without_id"))
                .allMatch(name -> metrics.get(name).getLongSumData().isMonotonic());
    }

    @Test
    void produce_whatCanFall_isAGauge() {
        ByName<MetricData> metrics = collect(Pilots.full());

        assertThat(levels(metrics.get("pilot.in_flight"), "handler")).isEqualTo(Map.of("lead.ingest", 4.0));
        assertThat(levels(metrics.get("pilot.in_flight"), "operation")).isEqualTo(Map.of("crm.quote", 5.0));
        assertThat(levels(metrics.get("pilot.numbers.dropped"), "handler")).isEqualTo(Map.of("lead.ingest", 13.0));
        assertThat(levels(metrics.get("pilot.numbers.pending"), "handler")).isEqualTo(Map.of("lead.ingest", 4.0));
        assertThat(List.of("pilot.in_flight", "pilot.numbers.dropped", "pilot.numbers.pending"))
                .allMatch(name -> metrics.get(name).getType() == MetricDataType.DOUBLE_GAUGE);
    }

    @Test
    void produce_suppliedFigures_areGaugesWithTheirTagsLimitsAndTime() {
        ByName<MetricData> metrics = collect(Pilots.full());

        MetricData agreement = metrics.get("pilot.figure.attribution.agreement");
        assertThat(agreement.getUnit()).isEqualTo("1");
        DoublePointData point =
                agreement.getDoubleGaugeData().getPoints().iterator().next();
        assertThat(point.getValue()).isEqualTo(0.82);
        assertThat(point.getEpochNanos()).isEqualTo(TimeUnit.SECONDS.toNanos(Pilots.STARTED.getEpochSecond()));
        assertThat(point.getAttributes())
                .isEqualTo(Attributes.of(
                        AttributeKey.stringKey("pilot"),
                        "crm-pilot",
                        AttributeKey.stringKey("survey"),
                        "how_did_you_hear"));
        assertThat(metrics.get("pilot.figure.attribution.agreement.low")
                        .getDoubleGaugeData()
                        .getPoints())
                .singleElement()
                .returns(0.75, DoublePointData::getValue);
        assertThat(metrics.get("pilot.figure.attribution.agreement.high")
                        .getDoubleGaugeData()
                        .getPoints())
                .singleElement()
                .returns(0.88, DoublePointData::getValue);
        assertThat(metrics.get("pilot.figure.crm.lag").getUnit()).isEqualTo("s");
        assertThat(metrics.metrics())
                .as("no limits without uncertainty, no point without an observation")
                .doesNotContainKeys("pilot.figure.crm.lag.low", "pilot.figure.crm.lag.high", "pilot.figure.crm.unseen");
    }

    @Test
    void produce_everyMetric_carriesResourceScopePilotAndTheTimeSinceTheStart() {
        ByName<MetricData> metrics = collect(Pilots.full());

        assertThat(metrics.metrics().values()).allSatisfy(metric -> {
            assertThat(metric.getResource().getAttribute(AttributeKey.stringKey("service.name")))
                    .isEqualTo("crm");
            assertThat(metric.getInstrumentationScopeInfo().getName()).isEqualTo("io.pilotmetrics");
            assertThat(metric.getDescription()).isNotBlank();
            assertThat(metric.getData().getPoints()).isNotEmpty().allSatisfy(point -> {
                assertThat(point.getAttributes().get(AttributeKey.stringKey("pilot")))
                        .isEqualTo("crm-pilot");
                assertThat(point.getStartEpochNanos())
                        .isEqualTo(TimeUnit.SECONDS.toNanos(Pilots.STARTED.getEpochSecond()));
            });
        });
        assertThat(metrics.get("pilot.events").getData().getPoints())
                .allMatch(p -> p.getEpochNanos()
                        == TimeUnit.SECONDS.toNanos(Pilots.NOW.getEpochSecond()) + Pilots.NOW.getNano());
    }

    @Test
    void produce_pilotWithoutAccounts_hasThePilotAlone() {
        assertThat(collect(Pilots.of(List.of(), List.of(), List.of())).metrics())
                .containsOnlyKeys("pilot.verdict", "pilot.laws.broken", "pilot.instances", "pilot.figures");
    }

    @Test
    void produce_figuresThatMeetInOneSeries_theFirstKeepsIt() {
        List<Figure> figures = List.of(
                new Figure("f", 0.5, 0.4, 0.6, 9, "1", Map.of(), Pilots.NOW),
                Figure.exact("f.low", 9, 1, "1", Map.of("pilot", "theirs"), Pilots.NOW));
        assertThat(collect(Pilots.of(List.of(), List.of(), figures))
                        .get("pilot.figure.f.low")
                        .getDoubleGaugeData()
                        .getPoints())
                .singleElement()
                .returns(0.4, DoublePointData::getValue);
    }

    @Test
    @SuppressWarnings("NullAway") // null is what is tested
    void of_null_namesTheArgument() {
        assertThatNullPointerException()
                .isThrownBy(() -> PilotMetricProducer.of(null))
                .withMessage("pilot");
    }
}
