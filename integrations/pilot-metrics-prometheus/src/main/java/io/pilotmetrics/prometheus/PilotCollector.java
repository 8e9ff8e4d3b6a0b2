// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.prometheus;

import static java.util.Objects.requireNonNull;

import io.pilotmetrics.snapshot.PilotSnapshot;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Gives a pilot's counts to a client_java registry, whenever it is scraped.
 *
 * <pre>{@code
 * PrometheusRegistry.defaultRegistry.register(PilotCollector.of(pilot::snapshot));
 * }</pre>
 *
 * <p>What it guarantees:
 *
 * <ul>
 *   <li>{@code pilot_call_duration_seconds} has native and classic buckets of the same counts. The native ones are the
 *       snapshot's own, at schema 5, or merged without loss until at most 160 are left. The classic ones end at 24 half
 *       octaves from 1.95 ms to 5.66 s, and at each latency objective's limit; no bucket is ever negative.
 *   <li>What can fall is a gauge, everything else a counter that is cumulative since the pilot began.
 *   <li>One scrape takes one snapshot of each pilot. Recording an event costs nothing more.
 *   <li>Pilots of one name are instances of one pilot and are merged, as {@link PilotSnapshot#merge} does it.
 * </ul>
 *
 * <p>A registry takes one such collector, since its names are the same for all pilots: several pilots share it. Any number
 * of threads may scrape at once if the suppliers allow it, as {@code pilot::snapshot} does.
 *
 * @see <a href="https://prometheus.io/docs/specs/native_histograms/">Prometheus native histograms</a>
 */
public final class PilotCollector implements MultiCollector {

    private final List<Supplier<PilotSnapshot>> pilots;
    private final Function<Families, MetricSnapshots> shown;

    private PilotCollector(List<Supplier<PilotSnapshot>> pilots, Function<Families, MetricSnapshots> shown) {
        this.pilots = pilots;
        this.shown = shown;
    }

    /**
     * A collector of the metrics of one or more pilots.
     *
     * @param pilot where a snapshot comes from, as a rule {@code pilot::snapshot}; called once for each scrape
     * @param others the same of further pilots; those of one name count as instances of one pilot
     * @return the collector, to be registered once
     * @throws NullPointerException if a supplier is null
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // read only
    public static PilotCollector of(Supplier<PilotSnapshot> pilot, Supplier<PilotSnapshot>... others) {
        return new PilotCollector(all(pilot, Arrays.asList(others)), Families::all);
    }

    /**
     * A collector of the histograms alone, for a registry in which Micrometer shows everything else: bind {@code
     * pilot.meters().withoutDuration()} there. A timer of Micrometer's and a histogram of one name would fail each scrape.
     *
     * @param pilot where a snapshot comes from, as a rule {@code pilot::snapshot}; called once for each scrape
     * @param others the same of further pilots; those of one name count as instances of one pilot
     * @return the collector, to be registered once
     * @throws NullPointerException if a supplier is null
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // read only
    public static PilotCollector durations(Supplier<PilotSnapshot> pilot, Supplier<PilotSnapshot>... others) {
        return new PilotCollector(all(pilot, Arrays.asList(others)), Families::durations);
    }

    private static List<Supplier<PilotSnapshot>> all(
            Supplier<PilotSnapshot> pilot, List<Supplier<PilotSnapshot>> others) {
        List<Supplier<PilotSnapshot>> pilots = new ArrayList<>();
        pilots.add(requireNonNull(pilot, "pilot"));
        for (Supplier<PilotSnapshot> other : others) {
            pilots.add(requireNonNull(other, "others"));
        }
        return List.copyOf(pilots);
    }

    /**
     * Takes a snapshot of each pilot and gives it as metrics. What a supplier throws is passed on.
     *
     * @return every metric that has a sample
     * @throws IllegalArgumentException if one instance of a pilot is there twice
     */
    @Override
    public MetricSnapshots collect() {
        Map<String, PilotSnapshot> byName = new LinkedHashMap<>();
        for (Supplier<PilotSnapshot> pilot : pilots) {
            PilotSnapshot snapshot = pilot.get();
            byName.merge(snapshot.name(), snapshot, PilotSnapshot::merge);
        }
        Families families = new Families();
        byName.values().forEach(families::add);
        return shown.apply(families);
    }

    @Override
    public String toString() {
        return "PilotCollector[" + pilots.size() + " pilots]";
    }
}
