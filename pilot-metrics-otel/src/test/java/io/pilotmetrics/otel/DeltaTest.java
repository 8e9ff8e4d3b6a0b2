// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.otel;

import static io.opentelemetry.api.common.AttributeKey.stringKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.ExponentialHistogramPointData;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.resources.Resource;
import io.pilotmetrics.PilotMetrics;
import io.pilotmetrics.snapshot.LedgerSnapshot;
import io.pilotmetrics.snapshot.PilotSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What one reader gets that wants what came since its last collection. */
class DeltaTest {

    private final AtomicReference<PilotSnapshot> pilot = new AtomicReference<>(Pilots.full());
    private final PilotMetricProducer producer =
            PilotMetricProducer.builder(pilot::get).deltaForOneReader().build();

    private ByName<MetricData> collect() {
        return new ByName<>(producer.produce(Resource.empty()).stream()
                .collect(Collectors.toMap(MetricData::getName, Function.identity())));
    }

    private static PilotSnapshot with(Map<String, Long> counts, List<Long> nanos) {
        Durations durations =
                new Durations(nanos.stream().mapToLong(Long::longValue).toArray());
        return Pilots.of(
                List.of(Pilots.handler(counts, durations.latency(), LedgerSnapshot.EMPTY)), List.of(), List.of());
    }

    private static ExponentialHistogramPointData durations(ByName<MetricData> metrics) {
        return metrics.get("pilot.call.duration")
                .getExponentialHistogramData()
                .getPoints()
                .iterator()
                .next();
    }

    private static long received(ByName<MetricData> metrics) {
        return metrics.get("pilot.received")
                .getLongSumData()
                .getPoints()
                .iterator()
                .next()
                .getValue();
    }

    private static SortedMap<Integer, Long> buckets(ExponentialHistogramPointData point) {
        SortedMap<Integer, Long> buckets = new TreeMap<>();
        List<Long> counts = point.getPositiveBuckets().getBucketCounts();
        for (int at = 0; at < counts.size(); at++) {
            if (counts.get(at) != 0) {
                buckets.put(point.getPositiveBuckets().getOffset() + at, counts.get(at));
            }
        }
        return buckets;
    }

    static IntStream seeds() {
        return IntStream.range(0, 30);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void deltas_addUpToWhatIsCumulative_bucketByBucket(int seed) {
        Random random = new Random(seed);
        List<Long> nanos = new ArrayList<>();
        long events = 0;
        long received = 0;
        long zeros = 0;
        long count = 0;
        SortedMap<Integer, Long> buckets = new TreeMap<>();
        for (int collection = 0; collection < 20; collection++) {
            for (int i = random.nextInt(30); i > 0; i--) {
                nanos.add(random.nextInt(10) == 0 ? 0 : 1 + Math.round(1e7 * Math.exp(0.3 * random.nextGaussian())));
            }
            events += random.nextInt(100);
            pilot.set(with(Map.of("received", events), nanos));
            ByName<MetricData> metrics = collect();
            received += received(metrics);
            ExponentialHistogramPointData point = durations(metrics);
            assertThat(point.getScale()).isEqualTo(5);
            assertThat(point.hasMin() || point.hasMax()).isFalse();
            buckets(point).forEach((bucket, n) -> buckets.merge(bucket, n, Long::sum));
            zeros += point.getZeroCount();
            count += point.getCount();
        }
        Durations all = new Durations(nanos.stream().mapToLong(Long::longValue).toArray());
        assertThat(received).isEqualTo(events);
        assertThat(buckets).isEqualTo(all.buckets(5));
        assertThat(zeros).isEqualTo(all.zeros());
        assertThat(count).isEqualTo(nanos.size());
    }

    @Test
    void delta_saysSo_andSinceWhen() {
        ByName<MetricData> first = collect();
        ByName<MetricData> second = collect();
        assertThat(first.get("pilot.received").getLongSumData().getAggregationTemporality())
                .isEqualTo(AggregationTemporality.DELTA);
        assertThat(first.get("pilot.call.duration")
                        .getExponentialHistogramData()
                        .getAggregationTemporality())
                .isEqualTo(AggregationTemporality.DELTA);
        assertThat(received(first)).isEqualTo(100);
        assertThat(received(second)).isZero();
        assertThat(durations(first).getStartEpochNanos()).isEqualTo(Points.nanos(Pilots.STARTED));
        assertThat(durations(second).getStartEpochNanos()).isEqualTo(Points.nanos(Pilots.NOW));
        assertThat(second.get("pilot.in_flight").getDoubleGaugeData().getPoints())
                .as("what stands is no delta")
                .anyMatch(point -> point.getValue() == 4);
    }

    /** An instance of a merged pilot leaves, and comes back. */
    @Test
    void countThatFell_isToldAgainWhenItIsBeyondWhatWasTold() {
        List<Long> three = List.of(1_000_000L, 2_000_000L, 3_000_000L);
        pilot.set(with(Map.of("received", 150L), three));
        assertThat(received(collect())).isEqualTo(150);
        pilot.set(with(Map.of("received", 50L), List.of(1_000_000L)));
        ByName<MetricData> fallen = collect();
        assertThat(received(fallen)).isZero();
        assertThat(durations(fallen).getCount()).isZero();
        assertThat(durations(fallen).getSum()).isZero();
        pilot.set(with(Map.of("received", 160L), List.of(1_000_000L, 2_000_000L, 3_000_000L, 4_000_000L)));
        ByName<MetricData> back = collect();
        assertThat(received(back)).isEqualTo(10);
        assertThat(durations(back).getCount()).isEqualTo(1);
        assertThat(durations(back).getSum()).isEqualTo(0.004);
    }

    /** One with few long calls left, one with many short ones came. */
    @Test
    void sumThatFell_isNeverNegative() {
        pilot.set(with(Map.of(), List.of(9_000_000_000L)));
        collect();
        pilot.set(with(Map.of(), List.of(1_000L, 1_000L, 1_000L)));
        assertThat(durations(collect()).getSum()).isZero();
    }

    @Test
    void settings_goTogether() {
        PilotMetrics pilot = PilotMetrics.create("p");
        pilot.handler("lead.ingest", String.class).register().run("a", event -> {});
        // tag::delta[]
        PilotMetricProducer producer = PilotMetricProducer.builder(pilot::snapshot)
                .deltaForOneReader()
                .maxBuckets(80) // instead of 160
                .attributes("lead.ingest", Attributes.of(stringKey("messaging.system"), "kafka"))
                .build();
        // end::delta[]
        pilot.close(); // it goes on to be read as it stood
        assertThat(producer.produce(Resource.empty())).isNotEmpty();
        assertThat(producer.produce(Resource.empty()).stream()
                        .filter(metric -> metric.getName().equals("pilot.received"))
                        .flatMap(metric -> metric.getLongSumData().getPoints().stream()))
                .singleElement()
                .satisfies(point -> {
                    assertThat(point.getValue()).isZero();
                    assertThat(point.getAttributes().get(stringKey("messaging.system")))
                            .isEqualTo("kafka");
                });
    }

    @Test
    void handlerThatIsNew_beginsAtZero() {
        pilot.set(Pilots.of(List.of(), List.of(), List.of()));
        collect();
        pilot.set(Pilots.full());
        assertThat(received(collect())).isEqualTo(100);
    }

    @Test
    void maxBuckets_areHeld_andNothingIsLost() {
        for (int most : new int[] {2, 3, 7, 160}) {
            PilotMetricProducer limited =
                    PilotMetricProducer.builder(Pilots::full).maxBuckets(most).build();
            ExponentialHistogramPointData point = limited.produce(Resource.empty()).stream()
                    .filter(metric -> metric.getName().equals("pilot.call.duration"))
                    .flatMap(metric -> metric.getExponentialHistogramData().getPoints().stream())
                    .filter(p -> p.getCount() == 4)
                    .findFirst()
                    .orElseThrow();
            assertThat(point.getPositiveBuckets().getBucketCounts()).hasSizeLessThanOrEqualTo(most);
            assertThat(point.getPositiveBuckets().getTotalCount() + point.getZeroCount())
                    .isEqualTo(4);
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PilotMetricProducer.builder(Pilots::full).maxBuckets(1))
                .withMessage("a histogram needs at least 2 buckets, got 1; write maxBuckets(160)");
    }

    @Test
    void attributes_standBesideOurs_whichWin() {
        AttributeKey<String> system = AttributeKey.stringKey("messaging.system");
        AttributeKey<String> handler = AttributeKey.stringKey("handler");
        PilotMetricProducer described = PilotMetricProducer.builder(Pilots::full)
                .attributes("lead.ingest", Attributes.of(system, "kafka", handler, "mine"))
                .build();
        for (MetricData metric : described.produce(Resource.empty())) {
            metric.getData().getPoints().forEach(point -> {
                boolean ofHandler = point.getAttributes().get(handler) != null;
                assertThat(point.getAttributes().get(system)).isEqualTo(ofHandler ? "kafka" : null);
                assertThat(point.getAttributes().get(handler)).isIn(null, "lead.ingest");
            });
        }
        assertThat(described.produce(Resource.empty()).stream()
                        .filter(metric -> metric.getName().equals("pilot.received"))
                        .flatMap(metric -> metric.getLongSumData().getPoints().stream()))
                .extracting(LongPointData::getValue)
                .containsExactly(100L);
    }
}
