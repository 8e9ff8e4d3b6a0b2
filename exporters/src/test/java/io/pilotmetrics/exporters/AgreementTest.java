// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.exporters;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotmetrics.otel.PilotMetricProducer;
import io.pilotmetrics.prometheus.PilotScrapeHandler;
import io.pilotmetrics.snapshot.PilotSnapshot;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Any snapshot at all, and any that is merged, is shown as it is. {@code -Dseed=…} runs one alone. */
class AgreementTest {

    static LongStream seeds() {
        Long one = Long.getLong("seed");
        return one == null ? LongStream.rangeClosed(1, 12) : LongStream.of(one);
    }

    private static void assertAgree(PilotSnapshot snapshot) throws Exception {
        assertThat(Differences.of(new OtlpDialect(), snapshot, OtlpWire.read(PilotMetricProducer.of(() -> snapshot))))
                .isEmpty();
        Map<String, PrometheusDialect> formats = Map.of(
                Scrape.TEXT, PrometheusDialect.TEXT,
                Scrape.OPEN_METRICS, PrometheusDialect.TEXT,
                Scrape.PROTOBUF, PrometheusDialect.PROTOBUF);
        for (Map.Entry<String, PrometheusDialect> format : formats.entrySet()) {
            Map<Id, Shown> shown = Scrape.of(PilotScrapeHandler.of(() -> snapshot), format.getKey())
                    .series(format.getKey());
            assertThat(Differences.of(format.getValue(), snapshot, shown)).isEmpty();
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void randomSnapshot_isShownAlike(long seed) throws Exception {
        assertAgree(new RandomPilot(seed).instance("a"));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void mergedSnapshots_areShownAlike(long seed) throws Exception {
        RandomPilot pilot = new RandomPilot(seed);
        List<PilotSnapshot> all = List.of(pilot.instance("one"), pilot.instance("two"), pilot.instance("three"));
        assertAgree(PilotSnapshot.merge(all.get(0), all.get(1), all.get(2)));
    }
}
