// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.micrometer;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.NamingConvention;
import io.pilotmetrics.export.Metric;
import io.pilotmetrics.export.Samples;
import io.pilotmetrics.snapshot.Figure;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** The gauges of supplied figures, in one registry. Not thread-safe: its binder guards it. */
final class FigureMeters {
    /*
     * A Prometheus registry wants the same label keys of all meters of one name, and leaves out whatever comes with others; it
     * also fails a whole scrape in which one series stands twice. So a family is what has one name in the registry's own
     * convention, its keys are all that any of its figures has, and what a figure lacks is empty: in PromQL that is the same
     * as a label that is not there. When a figure brings a new key, the meters of its family are made anew.
     */

    private static final String PILOT = "pilot";

    /** What is shown of a figure that something was observed for; limits only where it is uncertain. */
    private record Part(String suffix, ToDoubleFunction<Figure> number) {

        private static final List<Part> ALL =
                List.of(new Part("", Figure::value), new Part(".low", Figure::low), new Part(".high", Figure::high));

        boolean isOf(Figure figure) {
            return figure.n() > 0 && (suffix.isEmpty() || figure.low() < figure.high());
        }
    }

    /** One number of the figure with the same name and tags, as it stands. */
    @FunctionalInterface
    interface Reader {
        double read(Figure figure, ToDoubleFunction<Figure> number);
    }

    private static final class Family {
        private final String name; // as first written
        private final Part part;
        private final @Nullable String unit;
        private final Map<String, String> keys = new TreeMap<>(); // as first written, by key in the convention
        private final Map<Map<String, String>, Figure> wanted = new LinkedHashMap<>(); // by tags in the convention
        private final Map<Map<String, String>, Meter> shown = new LinkedHashMap<>();
        private final Set<Map<String, String>> current = new HashSet<>(); // of the last reading

        Family(String name, Part part, @Nullable String unit) {
            this.name = name;
            this.part = part;
            this.unit = unit;
        }
    }

    private final String pilot;
    private final Reader reader;
    private final Attempts attempts;
    private final Map<String, Family> families = new LinkedHashMap<>(); // by name in the convention

    /**
     * No gauges yet.
     *
     * @param pilot the value of the tag {@code pilot}
     * @param reader reads a figure as it stands
     * @param attempts takes what the registry throws
     */
    FigureMeters(String pilot, Reader reader, Attempts attempts) {
        this.pilot = pilot;
        this.reader = reader;
        this.attempts = attempts;
    }

    /** Adds gauges for those that have none, and removes those of figures that are supplied no longer. */
    void show(MeterRegistry to, List<Figure> figures) {
        NamingConvention convention = to.config().namingConvention();
        families.values().forEach(family -> family.current.clear());
        for (Figure figure : figures) {
            for (Part part : Part.ALL) {
                if (part.isOf(figure)) {
                    attempts.attempt(() -> want(to, convention, figure, part));
                }
            }
        }
        for (Family family : List.copyOf(families.values())) {
            family.wanted.keySet().retainAll(family.current);
            for (Map<String, String> tags : List.copyOf(family.shown.keySet())) {
                Meter gone = family.current.contains(tags) ? null : family.shown.remove(tags);
                if (gone != null) {
                    attempts.attempt(() -> to.remove(gone));
                }
            }
            Map.copyOf(family.wanted).forEach((tags, figure) -> {
                if (!family.shown.containsKey(tags)) {
                    attempts.attempt(() -> family.shown.put(tags, gauge(to, family, figure, tags)));
                }
            });
        }
    }

    private void want(MeterRegistry to, NamingConvention convention, Figure figure, Part part) {
        String name = Samples.FIGURE_PREFIX + figure.name() + part.suffix;
        String unit = Metric.baseUnit(figure.unit());
        Family family = families.computeIfAbsent(
                convention.name(name, Meter.Type.GAUGE, unit), known -> new Family(name, part, unit));
        Map<String, String> written = new TreeMap<>();
        Map<String, String> tags = tags(figure, convention, written);
        family.wanted.putIfAbsent(tags, figure);
        family.current.add(tags);
        if (!family.keys.keySet().containsAll(written.keySet())) {
            written.forEach(family.keys::putIfAbsent);
            hide(to, family);
        }
    }

    /** Without empty ones, which mean the same as none. The pilot's own tag is not a figure's to set. */
    private Map<String, String> tags(Figure figure, NamingConvention convention, Map<String, String> written) {
        Map<String, String> tags = new TreeMap<>();
        figure.tags().forEach((key, tag) -> {
            String known = convention.tagKey(key);
            written.put(known, key);
            if (!tag.isEmpty()) {
                tags.put(known, tag);
            }
        });
        tags.put(convention.tagKey(PILOT), pilot);
        written.put(convention.tagKey(PILOT), PILOT);
        return tags;
    }

    private Meter gauge(MeterRegistry to, Family family, Figure figure, Map<String, String> tags) {
        Tags filled = Tags.empty();
        for (Map.Entry<String, String> key : family.keys.entrySet()) {
            filled = filled.and(key.getValue(), tags.getOrDefault(key.getKey(), ""));
        }
        return Gauge.builder(family.name, figure, f -> reader.read(f, family.part.number))
                .description(Samples.FIGURE_DESCRIPTION)
                .baseUnit(family.unit)
                .tags(filled)
                .strongReference(true)
                .register(to);
    }

    private void hide(MeterRegistry from, Family family) {
        family.shown.values().forEach(meter -> attempts.attempt(() -> from.remove(meter)));
        family.shown.clear();
    }

    void close(MeterRegistry from) {
        families.values().forEach(family -> hide(from, family));
        families.clear();
    }
}
