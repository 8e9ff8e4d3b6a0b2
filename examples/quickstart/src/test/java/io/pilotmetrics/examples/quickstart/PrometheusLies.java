// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.examples.quickstart;

import io.pilotmetrics.examples.quickstart.PrometheusSeries.Point;
import io.pilotmetrics.examples.quickstart.PrometheusTruth.Half;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Holds each sample that a server has of one process's counters against what the process really did, life by life. */
final class PrometheusLies {

    private static final double ROUNDING = 1e-9;
    private static final double LONGEST_SECONDS = 1; // that anything but a call takes: an event's age is half of it
    private static final double NANOS = 1e9;
    private static final Set<String> ACCOUNT = Set.of("pilot", "handler", "operation", "le");
    private static final int SHOWN = 5;

    private final List<PrometheusTruth> lives;
    private final Map<Double, Double> marks = new HashMap<>();
    private final List<String> found = new ArrayList<>();
    private final Set<String> silent = PrometheusKind.known();

    private PrometheusLies(List<PrometheusTruth> lives) {
        this.lives = lives;
    }

    /** What a series may show. */
    private record Bounds(double least, double most) {

        boolean hold(double value) {
            return value >= least - Math.abs(least) * ROUNDING && value <= most + Math.abs(most) * ROUNDING;
        }
    }

    /**
     * What is not true, the first few of it; empty where all is.
     *
     * @param series all series of one target over its whole time, the figure that marks the scrapes among them
     */
    static List<String> in(List<PrometheusSeries> series, List<PrometheusTruth> lives) {
        PrometheusLies lies = new PrometheusLies(lives);
        series.stream()
                .filter(each -> each.name().equals(PrometheusPilot.MARK))
                .flatMap(each -> each.points().stream())
                .forEach(point -> lies.marks.put(point.at(), point.value()));
        series.stream()
                .flatMap(PrometheusLies::flat)
                .filter(PrometheusLies::counts)
                .forEach(lies::check);
        lies.silent.forEach(key -> lies.found.add("nothing was counted as " + key));
        return lies.found.stream().limit(SHOWN).toList();
    }

    /** A native histogram as the two series that it has in its place. */
    private static Stream<PrometheusSeries> flat(PrometheusSeries series) {
        if (series.histograms().isEmpty()) {
            return Stream.of(series);
        }
        return Stream.of(
                series.of("_count", histogram -> histogram.count()), series.of("_sum", histogram -> histogram.sum()));
    }

    private static boolean counts(PrometheusSeries series) {
        return counts(series.name());
    }

    /** Whether a series of this name can only rise, until it begins anew at 0. */
    static boolean counts(String name) {
        return name.startsWith(PrometheusKind.PREFIX)
                && !name.startsWith("pilot_figure_")
                && Stream.of("_total", "_count", "_sum", "_bucket").anyMatch(name::endsWith);
    }

    private void check(PrometheusSeries series) {
        TreeMap<Integer, Double> lastOf = new TreeMap<>();
        Map<Integer, Double> leastOf = new HashMap<>();
        double increase = 0;
        double hidden = 0;
        double before = Double.NaN;
        for (Point point : series.points()) {
            Double mark = marks.get(point.at());
            if (mark == null) {
                found.add(series + " has a sample at " + point.at() + " that no scrape gave");
                return;
            }
            int life = (int) (mark / PrometheusPilot.LIFE);
            int reading = (int) (mark % PrometheusPilot.LIFE);
            double value = point.value();
            if (value > 0) {
                silent.remove(key(series));
            }
            PrometheusTruth truth = lives.get(life);
            Bounds bounds = bounds(series, truth.atLeast(reading), truth.atMost(reading));
            if (!bounds.hold(value)) {
                found.add(series + " shows " + value + " in reading " + reading + " of life " + life + ", true is "
                        + bounds);
            }
            Double last = lastOf.put(life, value);
            if (last != null && value < last) {
                found.add(series + " fell from " + last + " to " + value + " within life " + life);
            }
            if (last == null && before <= value) {
                hidden += before; // a life ended lower than the next one was first seen: no server can tell
            }
            // As Prometheus does it: what is lower than before began anew at 0.
            increase += Double.isNaN(before) ? 0 : value < before ? value : value - before;
            before = value;
            leastOf.put(life, bounds.least());
        }
        double seen = leastOf.values().stream().mapToDouble(Double::doubleValue).sum();
        double least = seen - series.points().get(0).value() - hidden;
        Bounds bounds = new Bounds(least, most(series, lives));
        if (!bounds.hold(increase)) {
            found.add(series + " increased by " + increase + " over " + lastOf.size() + " lives, true is " + bounds);
        }
    }

    /** How much a series has increased at most, over all lives. */
    static double most(PrometheusSeries series, List<PrometheusTruth> lives) {
        Half all = lives.stream().map(PrometheusTruth::whole).reduce(Half::plus).orElseThrow();
        return bounds(series, all, all).most();
    }

    private static Bounds bounds(PrometheusSeries series, Half least, Half most) {
        String key = key(series);
        String counted = key.replaceFirst("(_bucket|_sum)$", "_count");
        if (key.equals(PrometheusKind.DURATION + "_sum")) {
            return new Bounds(least.nanos() / NANOS, most.nanos() / NANOS);
        }
        if (key.endsWith("_sum")) {
            return new Bounds(0, most.of(PrometheusKind.countedAtMost(counted)) * LONGEST_SECONDS);
        }
        boolean whole = !key.endsWith("_bucket") || series.label("le").equals("+Inf");
        return new Bounds(
                whole ? least.of(PrometheusKind.countedExactly(counted)) : 0,
                most.of(PrometheusKind.countedAtMost(counted)));
    }

    private static String key(PrometheusSeries series) {
        StringBuilder key = new StringBuilder();
        key.append(series.labels().containsKey("operation") ? PrometheusKind.OPERATION : "");
        key.append(series.name());
        series.labels().forEach((label, value) -> key.append(ACCOUNT.contains(label) ? "" : "/" + value));
        return key.toString();
    }
}
