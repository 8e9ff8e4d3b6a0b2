/** A pilot's snapshot as OpenTelemetry metrics. */
module io.pilotmetrics.otel {
    requires static transitive org.jspecify;
    requires transitive io.pilotmetrics.core;
    requires static transitive io.opentelemetry.sdk.common;
    requires static transitive io.opentelemetry.sdk.metrics;
    requires transitive io.opentelemetry.api;
    requires static io.opentelemetry.sdk.autoconfigure.spi;

    exports io.pilotmetrics.otel;

    provides io.pilotmetrics.CurrentSpan with
            io.pilotmetrics.otel.SampledSpan;
    provides io.opentelemetry.sdk.autoconfigure.spi.AutoConfigurationCustomizerProvider with
            io.pilotmetrics.otel.PilotAutoConfiguration;
}
