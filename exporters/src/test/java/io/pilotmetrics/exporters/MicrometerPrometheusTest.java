// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.exporters;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.pilotmetrics.PilotMetrics;
import io.pilotmetrics.snapshot.PilotSnapshot;
import java.util.Map;

/** Bound to Micrometer's Prometheus registry: the names are those of the Prometheus column. */
class MicrometerPrometheusTest extends ExporterContract {

    /** Durations are a summary, for want of buckets; quantiles have no name of their own in the Prometheus column. */
    private record Summaries() implements Dialect {

        @Override
        public String name(Page.Row row) {
            return row.isOf("quantile") ? row.name().replace('.', '_') + "_seconds" : row.prometheus();
        }

        @Override
        public String kind(Page.Row row) {
            return row.isOf("histogram") ? "summary" : row.isOf("quantile") ? "gauge" : row.kind();
        }

        @Override
        public String unit(Page.Row row) {
            return "";
        }

        @Override
        public String label(String key) {
            return PrometheusDialect.TEXT.label(key);
        }

        @Override
        public boolean hasQuantiles() {
            return true;
        }

        @Override
        public Map<String, Double> durations(Timed timed, PilotSnapshot snapshot) {
            return new MicrometerDialect().durations(timed, snapshot);
        }

        @Override
        public double tolerance(Page.Row row, String number, double expected) {
            return new MicrometerDialect().tolerance(row, number, expected);
        }
    }

    @Override
    Dialect dialect() {
        return new Summaries();
    }

    @Override
    Map<Id, Shown> read(PilotMetrics pilot) {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        registry.throwExceptionOnRegistrationFailure();
        pilot.bindTo(registry);
        return TextFormat.read(registry.scrape(Scrape.TEXT));
    }
}
