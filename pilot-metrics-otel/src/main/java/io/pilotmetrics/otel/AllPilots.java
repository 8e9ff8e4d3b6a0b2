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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Gives the metrics of all pilots of the process, those closed a while ago as they stood. Pilots of one name are instances of one pilot, of which
 * the first is given where they say that they are the same instance. Thread-safe.
 */
final class AllPilots implements MetricProducer {

    /** From now on pilots that close are kept a while. */
    AllPilots() {
        List<PilotMetrics> unused = PilotMetrics.all();
    }

    @Override
    public Collection<MetricData> produce(Resource resource) {
        Map<String, PilotSnapshot> byName = new LinkedHashMap<>();
        for (PilotMetrics pilot : PilotMetrics.all()) {
            PilotSnapshot snapshot = pilot.snapshot();
            BothWays.openTelemetry(snapshot.name());
            byName.merge(snapshot.name(), snapshot, AllPilots::together);
        }
        Collected collected = new Collected(PilotMetricProducer.Builder.DEFAULT_BUCKETS, Map.of(), null);
        byName.values().forEach(collected::add);
        return collected.metrics(resource);
    }

    private static PilotSnapshot together(PilotSnapshot one, PilotSnapshot other) {
        boolean same = one.instances().stream().anyMatch(other.instances()::contains);
        return same ? one : PilotSnapshot.merge(one, other);
    }
}
