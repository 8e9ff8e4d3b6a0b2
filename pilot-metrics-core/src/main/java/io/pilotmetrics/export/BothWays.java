// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.export;

import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Warns, once for each pilot, where Micrometer and OpenTelemetry both export it by OTLP: a backend would get everything twice. Exporters tell
 * that they are there. Thread-safe.
 */
public final class BothWays {

    private static final int MOST_PILOTS = 1_000;

    /** Of Micrometer's OTLP registry, and of the bridge of OpenTelemetry's Java agent. */
    private static final Set<String> PUSHING_OTLP = Set.of("OtlpMeterRegistry", "OpenTelemetryMeterRegistry");

    private static final System.Logger LOG = System.getLogger("io.pilotmetrics");

    private static final class Ways {
        private boolean openTelemetry; // guarded by this, as all below
        private String registry = "";
        private boolean warned;

        synchronized boolean warnNow() {
            boolean now = openTelemetry && !registry.isEmpty() && !warned;
            warned |= now;
            return now;
        }
    }

    private static final Map<String, Ways> BY_PILOT = new ConcurrentHashMap<>();

    private BothWays() {}

    /**
     * OpenTelemetry exports a pilot.
     *
     * @param pilot its name
     */
    public static void openTelemetry(String pilot) {
        Ways ways = ways(pilot);
        synchronized (ways) {
            ways.openTelemetry = true;
        }
        warn(pilot, ways);
    }

    /**
     * Micrometer exports a pilot.
     *
     * @param pilot its name
     * @param registry the class of the registry
     */
    public static void micrometer(String pilot, Class<?> registry) {
        for (Class<?> each = registry; each != null; each = each.getSuperclass()) {
            if (PUSHING_OTLP.contains(each.getSimpleName())) {
                Ways ways = ways(pilot);
                synchronized (ways) {
                    ways.registry = each.getSimpleName();
                }
                warn(pilot, ways);
            }
        }
    }

    /**
     * Micrometer no longer exports a pilot.
     *
     * @param pilot its name
     */
    public static void micrometerLeft(String pilot) {
        Ways known = BY_PILOT.get(pilot);
        if (known != null) {
            synchronized (known) {
                known.registry = "";
            }
        }
    }

    private static Ways ways(String pilot) {
        Ways known = BY_PILOT.get(pilot);
        if (known != null) {
            return known;
        }
        return BY_PILOT.size() < MOST_PILOTS ? BY_PILOT.computeIfAbsent(pilot, name -> new Ways()) : new Ways();
    }

    private static void warn(String pilot, Ways ways) {
        if (ways.warnNow()) {
            LOG.log(
                    Level.WARNING,
                    "pilot \"" + pilot + "\": Micrometer's " + ways.registry
                            + " and OpenTelemetry both export it, so that a backend may get everything twice; keep one: do not"
                            + " bind it to that registry, or say otel.instrumentation.pilot-metrics.enabled=false"
                            + " (OTEL_INSTRUMENTATION_PILOT_METRICS_ENABLED=false), or do not register the producer that you made");
        }
    }
}
