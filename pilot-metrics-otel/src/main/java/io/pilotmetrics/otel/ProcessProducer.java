// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.otel;

import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.export.MetricProducer;
import io.opentelemetry.sdk.resources.Resource;
import io.pilotmetrics.PilotMetrics;
import io.pilotmetrics.export.BothWays;
import io.pilotmetrics.snapshot.PilotSnapshot;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Gives the metrics of all pilots of the process, also of those that are over. Thread-safe. */
final class ProcessProducer implements MetricProducer {

    /** From now on what closed pilots counted is kept. */
    ProcessProducer() {
        List<PilotSnapshot> unused = PilotMetrics.snapshots();
    }

    @Override
    public Collection<MetricData> produce(Resource resource) {
        Collected collected = new Collected(PilotMetricProducer.Builder.DEFAULT_BUCKETS, Map.of(), null);
        for (PilotSnapshot pilot : PilotMetrics.snapshots()) {
            BothWays.openTelemetry(pilot.name());
            collected.add(pilot);
        }
        return collected.metrics(resource);
    }
}
