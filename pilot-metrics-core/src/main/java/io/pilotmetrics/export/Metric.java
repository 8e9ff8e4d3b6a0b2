// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.export;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One metric of the catalogue, a value: what it is called, what it is to whoever adds it up, which labels its samples have. The name is
 * OpenTelemetry's; the other two follow from it by rules, so that a query reads the same whichever way a count took to Prometheus.
 */
public final class Metric {

    /** What a metric is to whoever adds it up. */
    public enum Kind {
        /** Begins at 0 with the process and never falls. */
        COUNTER,
        /** May fall. */
        GAUGE,
        /** A quantile of durations as a gauge: only where an exporter knows no histogram. */
        QUANTILE,
        /** Durations, in seconds. */
        HISTOGRAM
    }

    private static final String SECONDS = "s";
    private static final String SHARE = "1";

    private final String name;
    private final Kind kind;
    private final String unit;
    private final String description;
    private final List<String> keys;

    Metric(String name, Kind kind, String unit, List<String> scope, String description, String... keys) {
        this.name = name;
        this.kind = kind;
        this.unit = unit;
        this.description = description;
        List<String> all = new ArrayList<>(scope);
        all.addAll(List.of(keys));
        this.keys = List.copyOf(all);
    }

    /**
     * Its name in OpenTelemetry.
     *
     * @return for example {@code pilot.call.duration}
     */
    public String name() {
        return name;
    }

    /**
     * What it is to whoever adds it up.
     *
     * @return its kind
     */
    public Kind kind() {
        return kind;
    }

    /**
     * Its unit, as UCUM and OpenTelemetry write it.
     *
     * @return {@code s}, {@code 1} for a share, an annotation such as {@code {event}} for a count, empty for a mixture
     */
    public String unit() {
        return unit;
    }

    /**
     * What it counts or measures.
     *
     * @return one sentence
     */
    public String description() {
        return description;
    }

    /**
     * The keys of its labels, attributes or tags, as OpenTelemetry writes them.
     *
     * @return {@code pilot} first; a sample of a handler has no {@code operation}, and the other way round
     */
    public List<String> keys() {
        return keys;
    }

    /**
     * Its name in Prometheus, made as OpenTelemetry's own rules make it: the unit's word and a counter's {@code _total} come last.
     *
     * @return for example {@code pilot_received_total}; of a histogram the name that its series begin with
     * @see <a href="https://opentelemetry.io/docs/specs/otel/compatibility/prometheus_and_openmetrics/">OpenTelemetry, Prometheus
     *     compatibility</a>
     */
    public String prometheus() {
        String plain = name.replace('.', '_') + unitSuffix(unit);
        return kind == Kind.COUNTER ? plain + "_total" : plain;
    }

    private static String unitSuffix(String unit) {
        return unit.equals(SECONDS) ? "_seconds" : unit.equals(SHARE) ? "_ratio" : "";
    }

    /**
     * Its name in Micrometer, where words are parted by dots alone.
     *
     * @return for example {@code pilot.in.flight}
     */
    public String micrometer() {
        return name.replace('_', '.');
    }

    /**
     * Its base unit in Micrometer. Counts have none: Micrometer's naming for Prometheus would put it at the end of each name.
     *
     * @return {@code seconds} or {@code ratio}; null for a count
     */
    public @Nullable String baseUnit() {
        return baseUnit(unit);
    }

    /**
     * The base unit in Micrometer of a unit.
     *
     * @param unit as UCUM writes it, for example a figure's
     * @return {@code seconds} or {@code ratio}; null for any other
     */
    public static @Nullable String baseUnit(String unit) {
        return unit.equals(SECONDS) ? "seconds" : unit.equals(SHARE) ? "ratio" : null;
    }

    /**
     * The whole catalogue.
     *
     * @return every metric, in the order in which {@code docs/metrics.md} lists them
     */
    public static List<Metric> all() {
        return Catalogue.ALL;
    }

    @Override
    public String toString() {
        return name;
    }
}
