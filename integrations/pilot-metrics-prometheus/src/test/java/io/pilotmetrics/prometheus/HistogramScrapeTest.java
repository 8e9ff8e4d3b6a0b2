// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotmetrics.snapshot.Counts;
import io.pilotmetrics.snapshot.Exemplar;
import io.pilotmetrics.snapshot.HandlerSnapshot;
import io.pilotmetrics.snapshot.LatencySnapshot;
import io.pilotmetrics.snapshot.LatencySnapshot.Threshold;
import io.pilotmetrics.snapshot.LedgerSnapshot;
import io.pilotmetrics.snapshot.Readings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Both histograms as a Prometheus server gets them, held against the durations they were counted from. */
class HistogramScrapeTest {

    private static final String NAME = "pilot_call_duration_seconds";

    private static WireHistogram scrapeProtobuf(LatencySnapshot latency) throws Exception {
        Scrape scrape = Scrape.of(Pilots.withLatency(latency), Scrape.PROTOBUF);
        assertThat(scrape.status()).isEqualTo(200);
        assertThat(scrape.contentType()).startsWith("application/vnd.google.protobuf");
        List<WireHistogram> histograms = WireHistogram.of(scrape.body(), NAME);
        assertThat(histograms).hasSize(1);
        return histograms.get(0);
    }

    private static SortedMap<Double, Long> scrapeText(LatencySnapshot latency, String format) throws Exception {
        SortedMap<Double, Long> upTo = new TreeMap<>();
        String prefix = NAME + "_bucket{handler=\"lead.ingest\",pilot=\"crm-pilot\",le=\"";
        Scrape.of(Pilots.withLatency(latency), format).samples().forEach((series, value) -> {
            if (series.startsWith(prefix)) {
                String le = series.substring(prefix.length(), series.length() - 2);
                upTo.put(le.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(le), value.longValue());
            }
        });
        return upTo;
    }

    private static SortedMap<Double, Long> classic(Observed observed, long... limits) {
        SortedMap<Double, Long> upTo = new TreeMap<>();
        for (int k = -18; k <= 5; k++) {
            upTo.put(Math.pow(2, k / 2.0), observed.upToHalfOctave(k));
        }
        for (long limit : limits) {
            upTo.put(limit / 1e9, observed.upTo(limit));
        }
        upTo.put(Double.POSITIVE_INFINITY, (long) observed.nanos().length);
        return upTo;
    }

    /** Half octaves with odd k are irrational: their last bit is left to the library. */
    private static void assertClassic(SortedMap<Double, Long> scraped, SortedMap<Double, Long> expected) {
        assertThat(List.copyOf(scraped.values())).isEqualTo(List.copyOf(expected.values()));
        Double[] bounds = expected.keySet().toArray(new Double[0]);
        int at = 0;
        for (double bound : scraped.keySet()) {
            assertThat(bound == bounds[at] || Math.abs(bound - bounds[at]) < 1e-15 * bound)
                    .as("bound %s is %s", bound, bounds[at])
                    .isTrue();
            at++;
        }
    }

    private static WireHistogram assertEqual(Observed observed, int schema, long... limits) throws Exception {
        LatencySnapshot latency = observed.latency(limits);
        WireHistogram scraped = scrapeProtobuf(latency);
        assertThat(scraped.schema()).isEqualTo(schema);
        assertThat(scraped.nativeBuckets()).isEqualTo(observed.buckets(schema));
        assertThat(scraped.zeros()).isEqualTo(observed.zeros());
        assertThat(scraped.zeroThreshold()).isPositive().isLessThan(1e-9);
        assertThat(scraped.count()).isEqualTo(observed.nanos().length);
        assertThat(scraped.sum()).isEqualTo(observed.sum() / 1e9);
        assertThat(scraped.hasNegative()).isFalse();
        SortedMap<Double, Long> expected = classic(observed, limits);
        assertClassic(scraped.classicUpTo(), expected);
        assertClassic(scrapeText(latency, Scrape.TEXT), expected);
        assertClassic(scrapeText(latency, Scrape.OPEN_METRICS), expected);
        return scraped;
    }

    @Test
    void scrape_durationsOnWholeBounds_closeTheirBucket() throws Exception {
        WireHistogram scraped =
                assertEqual(new Observed(250_000_000, 500_000_000, 500_000_001, 1_000_000_000, 1_000_000_001), 5);

        // Prometheus's bucket 0 ends at 1 s inclusive, -32 at 0.5 s, -64 at 0.25 s.
        assertThat(scraped.nativeBuckets()).isEqualTo(Map.of(-64, 1L, -32, 1L, -31, 1L, 0, 1L, 1, 1L));
        assertThat(scraped.classicUpTo())
                .containsEntry(0.25, 1L)
                .containsEntry(0.5, 2L)
                .containsEntry(1.0, 4L);
    }

    @Test
    void scrape_zeros_areInTheZeroBucketAndInEveryClassicOne() throws Exception {
        WireHistogram scraped = assertEqual(new Observed(0, 0, 0, 40_000_000), 5);

        assertThat(scraped.classicUpTo().get(scraped.classicUpTo().firstKey())).isEqualTo(3);
        assertEqual(new Observed(0, 0), 5);
    }

    @Test
    void scrape_noCallYet_isAnEmptyHistogramWithAllBounds() throws Exception {
        assertThat(assertEqual(new Observed(), 5, 200_000_000).classicUpTo()).hasSize(26);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void scrape_anyDurations_haveTheSnapshotsCountsBucketByBucket(long seed) throws Exception {
        Random random = new Random(seed);
        Observed observed = new Observed(LongStream.generate(
                        () -> random.nextInt(20) == 0 ? 0 : Math.round(4e7 * Math.exp(0.4 * random.nextGaussian())))
                .limit(3_000)
                .toArray());

        assertEqual(observed, 5, 35_000_000, 40_000_000, 50_000_000);
    }

    @Test
    void scrape_161Buckets_areMergedToHalfTheResolution() throws Exception {
        assertEqual(new Observed(31_250_001, 200_000_000, 1_000_000_000), 5);
        assertEqual(new Observed(31_250_000, 200_000_000, 250_000_000, 500_000_000, 1_000_000_000), 4);
    }

    @Test
    void scrape_everyDurationThatThereIs_fitsInto160Buckets() throws Exception {
        Random random = new Random(6);
        LongStream octaves = LongStream.range(0, 61).map(o -> (1L << o) + (long) (random.nextDouble() * (1L << o)));
        Observed observed = new Observed(
                LongStream.concat(octaves, LongStream.of(0, 1, 250_000_000, 500_000_000, 1_000_000_000, 1_000_000_001))
                        .toArray());

        assertThat(assertEqual(observed, 1, 200_000_000).nativeBuckets()).hasSizeLessThanOrEqualTo(160);
    }

    @Test
    void scrape_objectiveOnAHalfOctave_hasOneBucket() throws Exception {
        Observed observed = new Observed(100_000_000, 250_000_000, 250_000_001);

        assertThat(assertEqual(observed, 5, 250_000_000, 1_953_125, 4_000_000_000L)
                        .classicUpTo())
                .as("24 half octaves and +Inf")
                .hasSize(25);
    }

    @Test
    void scrape_objectivesInsideOutsideAndBetween_areExactAtTheirNanosecond() throws Exception {
        Observed observed = new Observed(199_999_999, 200_000_000, 200_000_001, 7_000_000_000L, 8_000_000_000L, 1_000);

        assertThat(assertEqual(observed, 2, 1_000, 200_000_000, 200_000_001, 7_000_000_000L)
                        .classicUpTo())
                .containsEntry(0.2, 3L)
                .containsEntry(0.200000001, 4L)
                .containsEntry(7.0, 5L)
                .containsEntry(1e-6, 1L);
    }

    @Test
    void scrape_thresholdReadAheadOrBehind_isHeldBetweenItsNeighbours() throws Exception {
        // Two calls below the bucket of 200 ms, one of them above the half octave before it; one in it, and one above.
        Observed observed = new Observed(100_000_000, 190_000_000, 200_000_000, 210_000_000);

        for (long met : new long[] {0, 1, 2, 3, 4, 1_000, -5}) {
            LatencySnapshot racing = observed.latency(List.of(new Threshold(200_000_000, met, met)));
            long held = Math.max(2, Math.min(3, met));
            SortedMap<Double, Long> expected = classic(observed);
            expected.put(0.2, held);
            assertClassic(scrapeProtobuf(racing).classicUpTo(), expected);
            assertClassic(scrapeText(racing, Scrape.TEXT), expected);
        }
    }

    @Test
    void scrape_thresholdsInOneBucketReadAtDifferentMoments_neverFall() throws Exception {
        Observed observed = new Observed(200_000_000, 200_000_000, 200_000_000);
        LatencySnapshot racing =
                observed.latency(List.of(new Threshold(200_000_000, 3, 3), new Threshold(200_500_000, 1, 3)));

        SortedMap<Double, Long> upTo = scrapeProtobuf(racing).classicUpTo();

        assertThat(upTo).containsEntry(0.2, 3L).containsEntry(0.2005, 3L);
    }

    @Test
    void scrape_exemplars_standAtTheirBuckets() throws Exception {
        LatencySnapshot latency = new Observed(3_000_000, 300_000_000).latency();
        String trace = "0af7651916cd43dd8448eb211c80319c";
        List<Exemplar> exemplars = List.of(
                new Exemplar(3_000_000, Pilots.NOW, trace, "b7ad6b7169203331"),
                new Exemplar(300_000_000, Pilots.NOW, trace, "00f067aa0ba902b7"));
        HandlerSnapshot handler = new HandlerSnapshot(
                "lead.ingest",
                Readings.of(Duration.ofMinutes(10), Counts.NONE, latency).exemplars(exemplars),
                LedgerSnapshot.EMPTY,
                Map.of());

        String text = Scrape.of(Pilots.of(List.of(handler), List.of(), List.of()), Scrape.OPEN_METRICS)
                .text();

        String seconds = Pilots.NOW.getEpochSecond() + ".000";
        assertThat(text.lines())
                .filteredOn(line -> line.contains(" # {"))
                .containsExactlyInAnyOrder(
                        NAME
                                + "_bucket{handler=\"lead.ingest\",pilot=\"crm-pilot\",le=\"0.00390625\"} 1 # {span_id=\"b7ad6b7169203331\","
                                + "trace_id=\"" + trace + "\"} 0.003 " + seconds,
                        NAME
                                + "_bucket{handler=\"lead.ingest\",pilot=\"crm-pilot\",le=\"0.3535533905932738\"} 2 # {span_id=\"00f067aa0ba902b7\","
                                + "trace_id=\"" + trace + "\"} 0.3 " + seconds);
    }
}
