// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.otel;

import io.opentelemetry.sdk.autoconfigure.spi.AutoConfigurationCustomizer;
import io.opentelemetry.sdk.autoconfigure.spi.AutoConfigurationCustomizerProvider;

/**
 * Exports every pilot of the process where the SDK is configured by its autoconfiguration: this module on the class path is all it takes.
 *
 * <p>{@code otel.instrumentation.pilot-metrics.enabled=false}, or {@code OTEL_INSTRUMENTATION_PILOT_METRICS_ENABLED=false}, ends it.
 */
@SuppressWarnings("exports") // of a module that is there where this is asked for
public final class PilotAutoConfiguration implements AutoConfigurationCustomizerProvider {

    /** For {@link java.util.ServiceLoader}. */
    public PilotAutoConfiguration() {}

    @Override
    public void customize(AutoConfigurationCustomizer configuration) {
        configuration.addMeterProviderCustomizer(
                (provider, properties) -> properties.getBoolean(PilotInstruments.ENABLED, true)
                        ? provider.registerMetricProducer(new ProcessProducer())
                        : provider);
    }
}
