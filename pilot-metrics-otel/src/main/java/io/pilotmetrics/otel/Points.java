// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.otel;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.sdk.metrics.data.DoubleExemplarData;
import io.opentelemetry.sdk.metrics.data.DoublePointData;
import io.opentelemetry.sdk.metrics.data.ExponentialHistogramBuckets;
import io.opentelemetry.sdk.metrics.data.ExponentialHistogramPointData;
import io.opentelemetry.sdk.metrics.data.LongExemplarData;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import io.opentelemetry.sdk.metrics.data.PointData;
import io.pilotmetrics.export.Sample;
import io.pilotmetrics.snapshot.Exemplar;
import io.pilotmetrics.snapshot.Histogram;
import io.pilotmetrics.snapshot.LatencySnapshot;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Data points as the SDK reads them. The SDK's interfaces are implemented, since its factories for these types came only
 * after the oldest version that is served.
 */
final class Points {

    private Points() {}

    /** What a point belongs to and which time it covers. */
    record Series(long startEpochNanos, long epochNanos, Attributes attributes) {

        /** The same with the labels of a sample, and attributes beside them that they win over. */
        Series of(Map<String, String> labels, Attributes beside) {
            AttributesBuilder all = beside.toBuilder();
            labels.forEach(all::put);
            return new Series(startEpochNanos, epochNanos, all.build());
        }
    }

    private interface Point extends PointData {
        Series series();

        @Override
        default long getStartEpochNanos() {
            return series().startEpochNanos();
        }

        @Override
        default long getEpochNanos() {
            return series().epochNanos();
        }

        @Override
        default Attributes getAttributes() {
            return series().attributes();
        }
    }

    record Whole(Series series, long value) implements Point, LongPointData {
        @Override
        public long getValue() {
            return value;
        }

        @Override
        public List<LongExemplarData> getExemplars() {
            return List.of();
        }
    }

    record Real(Series series, double value) implements Point, DoublePointData {
        @Override
        public double getValue() {
            return value;
        }

        @Override
        public List<DoubleExemplarData> getExemplars() {
            return List.of();
        }
    }

    record Buckets(int scale, int offset, List<Long> counts) implements ExponentialHistogramBuckets {

        static Buckets of(Histogram.Scaled scaled) {
            return new Buckets(
                    scaled.scale(),
                    scaled.offset(),
                    Arrays.stream(scaled.counts()).boxed().toList());
        }

        @Override
        public int getScale() {
            return scale;
        }

        @Override
        public int getOffset() {
            return offset;
        }

        @Override
        public List<Long> getBucketCounts() {
            return counts;
        }

        @Override
        public long getTotalCount() {
            return counts.stream().mapToLong(Long::longValue).sum();
        }
    }

    /** The snapshot's buckets are OpenTelemetry's, in number and in bounds; only their number is held to the limit. */
    record Durations(
            Series series,
            LatencySnapshot latency,
            boolean hasExtremes,
            Buckets buckets,
            List<DoubleExemplarData> exemplars)
            implements Point, ExponentialHistogramPointData {

        private static final double NANOS_PER_SECOND = 1e9;

        /** Extremes are those since the pilot began: of what came since the last collection nobody knows them. */
        static Durations of(Series series, Sample.Durations sample, boolean cumulative, int maxBuckets) {
            LatencySnapshot latency = sample.latency();
            return new Durations(
                    series,
                    latency,
                    cumulative && latency.count() > 0,
                    Buckets.of(latency.histogram().downscale(maxBuckets)),
                    sample.exemplars().stream()
                            .<DoubleExemplarData>map(OfCall::new)
                            .toList());
        }

        @Override
        public int getScale() {
            return buckets.scale();
        }

        @Override
        public double getSum() {
            return latency.sumNanos() / NANOS_PER_SECOND;
        }

        @Override
        public long getCount() {
            return latency.count();
        }

        @Override
        public long getZeroCount() {
            return latency.histogram().zeros();
        }

        @Override
        public boolean hasMin() {
            return hasExtremes;
        }

        @Override
        public double getMin() {
            return latency.minNanos() / NANOS_PER_SECOND;
        }

        @Override
        public boolean hasMax() {
            return hasExtremes;
        }

        @Override
        public double getMax() {
            return latency.maxNanos() / NANOS_PER_SECOND;
        }

        @Override
        public ExponentialHistogramBuckets getPositiveBuckets() {
            return buckets;
        }

        @Override
        public ExponentialHistogramBuckets getNegativeBuckets() {
            return new Buckets(buckets.scale(), 0, List.of());
        }

        @Override
        public List<DoubleExemplarData> getExemplars() {
            return exemplars;
        }
    }

    /** An exemplar, as the SDK reads it. */
    private record OfCall(Exemplar exemplar) implements DoubleExemplarData {
        @Override
        public double getValue() {
            return exemplar.durationNanos() / Durations.NANOS_PER_SECOND;
        }

        @Override
        public Attributes getFilteredAttributes() {
            return Attributes.empty();
        }

        @Override
        public long getEpochNanos() {
            return nanos(exemplar.at());
        }

        @Override
        public SpanContext getSpanContext() {
            return SpanContext.create(
                    exemplar.traceId(), exemplar.spanId(), TraceFlags.getSampled(), TraceState.getDefault());
        }
    }

    /** Nanoseconds since 1970. */
    static long nanos(Instant at) {
        return TimeUnit.SECONDS.toNanos(at.getEpochSecond()) + at.getNano();
    }
}
