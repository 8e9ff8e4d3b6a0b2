// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.exporters;

import io.pilotmetrics.PilotMetrics;
import io.pilotmetrics.prometheus.PilotCollector;
import io.prometheus.metrics.config.PrometheusPropertiesLoader;
import io.prometheus.metrics.exporter.httpserver.MetricsHandler;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.HashMap;
import java.util.Map;

/** The same where client_java is told to write when counters and histograms began. */
class OpenMetricsCreatedTest extends ExporterContract {

    @Override
    Dialect dialect() {
        return PrometheusDialect.CREATED;
    }

    @Override
    Map<Id, Shown> read(PilotMetrics pilot) throws Exception {
        PrometheusRegistry registry = new PrometheusRegistry();
        registry.register(PilotCollector.of(pilot::snapshot));
        Map<Object, Object> properties =
                new HashMap<>(Map.of("io.prometheus.exporter.includeCreatedTimestamps", "true"));
        MetricsHandler handler = new MetricsHandler(PrometheusPropertiesLoader.load(properties), registry);
        return Scrape.of(handler, Scrape.OPEN_METRICS).series(Scrape.OPEN_METRICS);
    }
}
