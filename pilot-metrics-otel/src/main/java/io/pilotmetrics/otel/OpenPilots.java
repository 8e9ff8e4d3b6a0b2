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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Gives the metrics of all pilots of the process. One that has been closed since the last collection is given once more, as it stood; one that was
 * opened and closed between two is not seen. Pilots of one name are instances of one pilot, of which the first is given where they say that they are
 * the same instance. Thread-safe.
 */
final class OpenPilots implements MetricProducer {

    private final Set<PilotMetrics> known = new LinkedHashSet<>(); // guarded by this

    @Override
    public Collection<MetricData> produce(Resource resource) {
        Map<String, PilotSnapshot> byName = new LinkedHashMap<>();
        for (PilotMetrics pilot : pilots()) {
            PilotSnapshot snapshot = pilot.snapshot();
            BothWays.openTelemetry(snapshot.name());
            byName.merge(snapshot.name(), snapshot, OpenPilots::together);
        }
        Collected collected = new Collected(PilotMetricProducer.Builder.DEFAULT_BUCKETS, Map.of(), null);
        byName.values().forEach(collected::add);
        return collected.metrics(resource);
    }

    private synchronized List<PilotMetrics> pilots() {
        List<PilotMetrics> open = PilotMetrics.open();
        known.addAll(open);
        List<PilotMetrics> all = List.copyOf(known);
        known.retainAll(Set.copyOf(open));
        return all;
    }

    private static PilotSnapshot together(PilotSnapshot one, PilotSnapshot other) {
        boolean same = one.instances().stream().anyMatch(other.instances()::contains);
        return same ? one : PilotSnapshot.merge(one, other);
    }
}
