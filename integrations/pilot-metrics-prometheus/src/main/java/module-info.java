/** A pilot's snapshot as Prometheus metrics, and a handler that serves them. */
module io.pilotmetrics.prometheus {
    requires static transitive org.jspecify;
    requires transitive io.pilotmetrics.core;
    requires transitive io.prometheus.metrics.model;
    requires transitive jdk.httpserver;
    requires io.prometheus.metrics.exporter.httpserver;

    exports io.pilotmetrics.prometheus;
}
