// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.otel;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporter;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import io.pilotmetrics.Handler;
import io.pilotmetrics.PilotClock;
import io.pilotmetrics.PilotMetrics;
import io.pilotmetrics.TrackedConsumer;
import io.pilotmetrics.snapshot.LatencySnapshot;
import io.pilotmetrics.snapshot.PilotSnapshot;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a collector gets: sent by the OTLP exporter over HTTP, decoded with OpenTelemetry's own protocol classes. */
class OtlpTest {

    private final BlockingQueue<byte[]> bodies = new LinkedBlockingQueue<>();
    private HttpServer collector;

    @BeforeEach
    void startCollector() throws IOException {
        collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        collector.createContext("/v1/metrics", exchange -> {
            try (exchange) {
                bodies.add(exchange.getRequestBody().readAllBytes());
                exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
                exchange.sendResponseHeaders(200, -1);
            }
        });
        collector.start();
    }

    @AfterEach
    void stopCollector() {
        collector.stop(0);
    }

    private ByName<Metric> export(PilotSnapshot snapshot) throws Exception {
        String endpoint = "http://" + collector.getAddress().getAddress().getHostAddress() + ":"
                + collector.getAddress().getPort() + "/v1/metrics";
        Snapshots pilot = new Snapshots(snapshot);
        bodies.clear(); // closing a provider sends once more
        // tag::setup[]
        OtlpHttpMetricExporter exporter =
                OtlpHttpMetricExporter.builder().setEndpoint(endpoint).build();
        SdkMeterProvider provider = SdkMeterProvider.builder()
                .registerMetricProducer(PilotMetricProducer.of(pilot::snapshot))
                .registerMetricReader(PeriodicMetricReader.create(exporter))
                .build();
        // end::setup[]
        try (provider) {
            assertThat(provider.forceFlush().join(20, TimeUnit.SECONDS).isSuccess())
                    .isTrue();
        }
        byte[] body = bodies.poll(20, TimeUnit.SECONDS);
        assertThat(body).as("a request within 20 s").isNotNull();
        return new ByName<>(ExportMetricsServiceRequest.parseFrom(body).getResourceMetricsList().stream()
                .flatMap(resource -> resource.getScopeMetricsList().stream())
                .filter(scope -> scope.getScope().getName().equals("io.pilotmetrics"))
                .flatMap(scope -> scope.getMetricsList().stream())
                .collect(Collectors.toMap(Metric::getName, Function.identity())));
    }

    /** Stands where the user has a pilot. */
    private record Snapshots(PilotSnapshot snapshot) {}

    private ExponentialHistogramDataPoint exportLatency(LatencySnapshot latency) throws Exception {
        Metric metric = export(Pilots.withLatency(latency)).get("pilot.call.duration");
        assertThat(metric.getUnit()).isEqualTo("s");
        assertThat(metric.getExponentialHistogram().getAggregationTemporality())
                .isEqualTo(AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE);
        assertThat(metric.getExponentialHistogram().getDataPointsList()).hasSize(1);
        return metric.getExponentialHistogram().getDataPoints(0);
    }

    private static SortedMap<Integer, Long> filled(ExponentialHistogramDataPoint.Buckets buckets) {
        SortedMap<Integer, Long> counts = new TreeMap<>();
        for (int at = 0; at < buckets.getBucketCountsCount(); at++) {
            if (buckets.getBucketCounts(at) != 0) {
                counts.put(buckets.getOffset() + at, buckets.getBucketCounts(at));
            }
        }
        return counts;
    }

    static void assertEqual(ExponentialHistogramDataPoint point, Durations durations, int scale) {
        assertThat(point.getScale()).isEqualTo(scale);
        assertThat(filled(point.getPositive())).isEqualTo(durations.buckets(scale));
        assertThat(point.getNegative().getBucketCountsCount()).isZero();
        assertThat(point.getZeroCount()).isEqualTo(durations.zeros());
        assertThat(point.getCount()).isEqualTo(durations.nanos().length);
        assertThat(point.getSum()).isEqualTo(durations.sum() / 1e9);
        assertThat(point.getMin()).isEqualTo(durations.min() / 1e9);
        assertThat(point.getMax()).isEqualTo(durations.max() / 1e9);
    }

    @Test
    void export_durationsOnWholeBounds_closeTheirBucket() throws Exception {
        Durations durations = new Durations(250_000_000, 500_000_000, 500_000_001, 1_000_000_000, 1_000_000_001);

        ExponentialHistogramDataPoint point = exportLatency(durations.latency());

        // Bucket -1 ends at 1 s inclusive, -33 at 0.5 s, -65 at 0.25 s.
        assertThat(filled(point.getPositive())).isEqualTo(Map.of(-65, 1L, -33, 1L, -32, 1L, -1, 1L, 0, 1L));
        assertEqual(point, durations, 5);
    }

    @Test
    void export_zeros_areCountedApart() throws Exception {
        Durations durations = new Durations(0, 0, 0, 40_000_000);
        assertEqual(exportLatency(durations.latency()), durations, 5);

        Durations zerosOnly = new Durations(0, 0);
        assertEqual(exportLatency(zerosOnly.latency()), zerosOnly, 5);
    }

    @Test
    void export_noCallYet_isAPointWithoutExtremes() throws Exception {
        ExponentialHistogramDataPoint point = exportLatency(LatencySnapshot.EMPTY);

        assertThat(point.getCount()).isZero();
        assertThat(point.getPositive().getBucketCountsCount()).isZero();
        assertThat(point.hasMin()).isFalse();
        assertThat(point.hasMax()).isFalse();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void export_anyDurations_haveTheSnapshotsCountsBucketByBucket(long seed) throws Exception {
        Random random = new Random(seed);
        Durations durations = new Durations(LongStream.generate(
                        () -> random.nextInt(20) == 0 ? 0 : Math.round(4e7 * Math.exp(0.4 * random.nextGaussian())))
                .limit(3_000)
                .toArray());

        assertEqual(exportLatency(durations.latency()), durations, 5);
    }

    @Test
    void export_160Buckets_keepTheirResolution() throws Exception {
        // 160 buckets are five octaves: from just above 1/32 s up to 1 s.
        Durations durations = new Durations(31_250_001, 200_000_000, 1_000_000_000);

        ExponentialHistogramDataPoint point = exportLatency(durations.latency());

        assertThat(point.getPositive().getBucketCountsCount()).isEqualTo(160);
        assertEqual(point, durations, 5);
    }

    @Test
    void export_161Buckets_areMergedToHalfTheResolution() throws Exception {
        Durations durations = new Durations(31_250_000, 200_000_000, 250_000_000, 500_000_000, 1_000_000_000);

        ExponentialHistogramDataPoint point = exportLatency(durations.latency());

        assertThat(point.getPositive().getBucketCountsCount()).isLessThanOrEqualTo(160);
        assertEqual(point, durations, 4);
    }

    @Test
    void export_everyDurationThatThereIs_fitsInto160Buckets() throws Exception {
        Random random = new Random(6);
        // Each octave from 1 ns to a century, and the bounds at which buckets close.
        LongStream octaves = LongStream.range(0, 61).map(o -> (1L << o) + (long) (random.nextDouble() * (1L << o)));
        Durations durations = new Durations(
                LongStream.concat(octaves, LongStream.of(0, 1, 250_000_000, 500_000_000, 1_000_000_000, 1_000_000_001))
                        .toArray());

        ExponentialHistogramDataPoint point = exportLatency(durations.latency());

        assertThat(point.getPositive().getBucketCountsCount()).isBetween(80, 160);
        assertEqual(point, durations, 1);
    }

    /** Time passes only inside of the calls, each of which takes exactly what it is told. */
    static final class ExactClock implements PilotClock {
        long nanos;

        @Override
        public long nanos() {
            return nanos;
        }

        @Override
        public Instant wall() {
            return Instant.EPOCH;
        }

        @Override
        public Ticker every(Duration period, Runnable task) {
            return () -> {};
        }
    }

    @Test
    void export_ofALivePilot_hasEveryCallOfItsHandler() throws Exception {
        Random random = new Random(7);
        Durations durations = new Durations(LongStream.generate(
                        () -> random.nextInt(50) == 0 ? 0 : Math.round(4e7 * Math.exp(0.4 * random.nextGaussian())))
                .limit(2_000)
                .toArray());
        ExactClock clock = new ExactClock();
        try (PilotMetrics pilot = PilotMetrics.builder("live").clock(clock).build()) {
            Handler<Long> handler = pilot.handler("calls", Long.class).register();
            TrackedConsumer<Long> call = handler.consumer(nanos -> clock.nanos += nanos);
            LongStream.of(durations.nanos()).forEach(call::accept);

            ByName<Metric> metrics = export(pilot.snapshot());

            assertEqual(
                    metrics.get("pilot.call.duration").getExponentialHistogram().getDataPoints(0), durations, 5);
            assertThat(metrics.get("pilot.received").getSum().getDataPoints(0).getAsInt())
                    .isEqualTo(2_000);
        }
    }

    @Test
    void export_countersAndFigures_arriveAsSumsAndGauges() throws Exception {
        ByName<Metric> metrics = export(Pilots.full());

        assertThat(metrics.get("pilot.events").getSum().getIsMonotonic()).isTrue();
        assertThat(metrics.get("pilot.events").getSum().getDataPointsList().stream()
                        .mapToLong(NumberDataPoint::getAsInt)
                        .sum())
                .isEqualTo(96);
        assertThat(metrics.get("pilot.numbers.dropped")
                        .getGauge()
                        .getDataPoints(0)
                        .getAsDouble())
                .isEqualTo(13);
        assertThat(metrics.get("pilot.figure.attribution.agreement")
                        .getGauge()
                        .getDataPoints(0)
                        .getAsDouble())
                .isEqualTo(0.82);
    }
}
