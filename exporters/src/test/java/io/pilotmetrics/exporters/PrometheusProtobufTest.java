// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.exporters;

import io.pilotmetrics.PilotMetrics;
import io.pilotmetrics.prometheus.PilotScrapeHandler;
import java.util.Map;

/** Scraped over HTTP as protobuf, bucket by bucket, native and classic. */
class PrometheusProtobufTest extends ExporterContract {

    @Override
    Dialect dialect() {
        return PrometheusDialect.PROTOBUF;
    }

    @Override
    Map<Id, Shown> read(PilotMetrics pilot) throws Exception {
        return Scrape.of(PilotScrapeHandler.of(pilot::snapshot), Scrape.PROTOBUF)
                .series(Scrape.PROTOBUF);
    }
}
