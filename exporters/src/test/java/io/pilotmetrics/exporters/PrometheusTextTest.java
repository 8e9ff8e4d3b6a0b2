// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.exporters;

import io.pilotmetrics.PilotMetrics;
import io.pilotmetrics.prometheus.PilotScrapeHandler;
import java.util.Map;

/** Scraped over HTTP as text, the format without native histograms. */
class PrometheusTextTest extends ExporterContract {

    @Override
    Dialect dialect() {
        return PrometheusDialect.TEXT;
    }

    @Override
    Map<Id, Shown> read(PilotMetrics pilot) throws Exception {
        return Scrape.of(PilotScrapeHandler.of(pilot::snapshot), Scrape.TEXT).series(Scrape.TEXT);
    }
}
