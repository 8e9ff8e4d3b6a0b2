// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.exporters;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.pilotmetrics.prometheus.PilotCollector;
import io.prometheus.metrics.exporter.httpserver.MetricsHandler;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Micrometer's Prometheus registry, in which the binder shows all but histograms and the collector shows those. */
class TogetherTest {

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final FullPilot full = new FullPilot();

    @AfterEach
    void close() {
        full.close();
        registry.close();
    }

    private Scrape scrape(String format) throws Exception {
        return Scrape.of(new MetricsHandler(registry.getPrometheusRegistry()), format);
    }

    /** Newer versions of Micrometer say of a counter when its meter was bound, whatever it counts: that is left out. */
    private List<String> differences(PrometheusDialect dialect, String format) throws Exception {
        Map<Id, Shown> shown = scrape(format).series(format);
        shown.values().stream()
                .filter(series -> series.kind().equals("counter"))
                .forEach(series -> series.numbers().remove("created"));
        return Differences.of(dialect, full.snapshot(), shown);
    }

    @Test
    void binderWithoutDuration_andHistogramsOfTheCollector_areOneScrapeThatHasAll() throws Exception {
        registry.throwExceptionOnRegistrationFailure();
        full.pilot().meters().withoutDuration().bind(registry);
        registry.getPrometheusRegistry().register(PilotCollector.durations(full.pilot()::snapshot));

        assertThat(differences(PrometheusDialect.TEXT, Scrape.TEXT)).isEmpty();
        assertThat(differences(PrometheusDialect.TEXT, Scrape.OPEN_METRICS)).isEmpty();
        assertThat(differences(PrometheusDialect.PROTOBUF, Scrape.PROTOBUF)).isEmpty();
        Map<Id, Shown> ofMicrometer = TextFormat.read(registry.scrape(Scrape.TEXT));
        assertThat(Differences.of(PrometheusDialect.TEXT, full.snapshot(), ofMicrometer))
                .isEmpty();
    }

    /** Registering the collector is refused by no version; each scrape is. */
    private void assertNoScrape(PilotCollector collector) throws Exception {
        registry.getPrometheusRegistry().register(collector);
        for (String format : List.of(Scrape.TEXT, Scrape.OPEN_METRICS, Scrape.PROTOBUF)) {
            Scrape scrape = scrape(format);
            assertThat(scrape.status()).isEqualTo(500);
            assertThat(scrape.text()).containsPattern("pilot_[a-z_]+: duplicate|conflicting|[Dd]uplicate labels");
        }
    }

    @Test
    void binderWithDuration_andHistogramsOfTheCollector_failEachScrape() throws Exception {
        full.pilot().bindTo(registry);
        assertNoScrape(PilotCollector.durations(full.pilot()::snapshot));
    }

    @Test
    void binder_andTheWholeCollector_failEachScrape() throws Exception {
        full.pilot().bindTo(registry);
        assertNoScrape(PilotCollector.of(full.pilot()::snapshot));
    }

    @Test
    void binderWithoutDuration_andTheWholeCollector_failEachScrape() throws Exception {
        full.pilot().meters().withoutDuration().bind(registry);
        assertNoScrape(PilotCollector.of(full.pilot()::snapshot));
    }
}
