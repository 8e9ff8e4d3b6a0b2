/** A pilot's snapshot as OpenTelemetry metrics. */
module io.pilotmetrics.otel {
    requires static transitive org.jspecify;
    requires transitive io.pilotmetrics.core;
    requires transitive io.opentelemetry.sdk.common;
    requires transitive io.opentelemetry.sdk.metrics;
    requires io.opentelemetry.api;

    exports io.pilotmetrics.otel;
}
