// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.exporters;

import io.pilotmetrics.PilotMetrics;
import io.pilotmetrics.otel.PilotMetricProducer;
import java.util.Map;

/** Sent by OTLP over HTTP, bucket by bucket. */
class OtlpTest extends ExporterContract {

    @Override
    Dialect dialect() {
        return new OtlpDialect();
    }

    @Override
    Map<Id, Shown> read(PilotMetrics pilot) throws Exception {
        return OtlpWire.read(PilotMetricProducer.of(pilot::snapshot));
    }
}
