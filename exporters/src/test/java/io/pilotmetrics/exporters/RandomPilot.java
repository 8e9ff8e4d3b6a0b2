// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.exporters;

import io.pilotmetrics.objective.Objectives;
import io.pilotmetrics.snapshot.CohortSnapshot;
import io.pilotmetrics.snapshot.Counts;
import io.pilotmetrics.snapshot.Figure;
import io.pilotmetrics.snapshot.HandlerSnapshot;
import io.pilotmetrics.snapshot.Level;
import io.pilotmetrics.snapshot.Levels;
import io.pilotmetrics.snapshot.Objective;
import io.pilotmetrics.snapshot.OperationSnapshot;
import io.pilotmetrics.snapshot.PilotSnapshot;
import io.pilotmetrics.snapshot.Readings;
import io.pilotmetrics.snapshot.SampleRatio;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/** Small snapshots of any content, also such as no pilot could come to: exporters show what they are given. */
final class RandomPilot {

    private static final List<String> OF_COHORTS = List.of(
            "received",
            "carried",
            "disposition.malformed",
            "disposition.refused",
            "disposition.conflicting",
            "disposition.duplicate",
            "disposition.processed",
            "disposition.failed",
            "passed_on.malformed",
            "passed_on.conflicting",
            "passed_on.duplicate",
            "outcome.success",
            "outcome.client_error",
            "outcome.cancelled",
            "outcome.server_error");
    private static final List<String> OF_HANDLERS = List.of(
            "malformed.a",
            "malformed.b c",
            "refused.a",
            "exception.java.io.IOException",
            "instrumentation_error.id",
            "abandoned",
            "redelivered",
            "recovered",
            "conversion.not_stored",
            "without_id",
            "ids.evicted",
            "ids.expired_in_flight",
            "numbers.declared_missing",
            "numbers.filled",
            "numbers.late",
            "numbers.out_of_order",
            "late",
            "future",
            "out_of_order",
            "without_time",
            "later.version");
    private static final List<String> OF_OPERATIONS = List.of(
            "started",
            "outcome.success",
            "outcome.client_error",
            "outcome.cancelled",
            "outcome.server_error",
            "exception.a.B",
            "instrumentation_error.outcome",
            "of.a.later.version");
    private static final List<String> UNITS = List.of("1", "s", "EUR", "{order}", "");

    private final Random random;
    private final RandomParts parts;
    private final long[] limits;

    RandomPilot(long seed) {
        random = new Random(seed);
        parts = new RandomParts(random);
        limits = random.longs(random.nextInt(4), 1, 3_000_000_000L)
                .sorted()
                .distinct()
                .toArray();
    }

    /** One instance; all that are asked for have handlers and limits of the same names. */
    PilotSnapshot instance(String name) {
        Instant began = HandClock.START.plusMillis(random.nextInt(100_000));
        List<HandlerSnapshot> handlers = new ArrayList<>();
        List<OperationSnapshot> operations = new ArrayList<>();
        for (String account : List.of("a", "b \"ü\"", "c")) {
            if (random.nextInt(3) > 0) {
                handlers.add(handler(account));
            }
            if (random.nextInt(3) == 0) {
                operations.add(new OperationSnapshot(account, readings(OF_OPERATIONS), Map.of()));
            }
        }
        Instant at = began.plusNanos(1 + random.nextInt(2_000_000_000));
        return new PilotSnapshot(
                "random", Set.of(name), began, at, handlers, operations, objectives(), figures(name), Set.of());
    }

    private Readings readings(List<String> names) {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (String name : names) {
            long count = random.nextInt(5) == 0 ? random.nextLong(1L << 50) : random.nextInt(100);
            counts.put(name, random.nextInt(3) == 0 ? 0 : count);
        }
        Map<Level, Long> levels = new EnumMap<>(Level.class);
        for (Level level : Level.values()) {
            if (random.nextBoolean()) {
                levels.put(level, random.nextLong(1L << 40));
            }
        }
        return Readings.of(Duration.ofSeconds(random.nextInt(1000)), Counts.of(counts), parts.latency(limits))
                .levels(Levels.of(levels));
    }

    private HandlerSnapshot handler(String name) {
        List<String> names = new ArrayList<>(OF_COHORTS);
        names.addAll(OF_HANDLERS.subList(0, random.nextInt(OF_HANDLERS.size() + 1)));
        Readings readings = readings(names);
        if (random.nextBoolean()) {
            readings = readings.eventTimes(parts.latency(limits), parts.latency());
        }
        if (random.nextBoolean()) {
            readings = readings.stated(parts.stated());
        }
        HandlerSnapshot handler = new HandlerSnapshot(name, readings, parts.ledger(), Map.of());
        if (random.nextBoolean()) {
            return handler;
        }
        List<CohortSnapshot> cohorts = new ArrayList<>();
        for (String cohort : List.of("none", "pilot", "control")) {
            cohorts.add(new CohortSnapshot(cohort, readings(OF_COHORTS).levels(Levels.NONE)));
        }
        SampleRatio users = random.nextBoolean()
                ? SampleRatio.NONE
                : SampleRatio.of(0.05 + random.nextDouble() * 0.9, random.nextInt(300), random.nextInt(300));
        return handler.cohorts(cohorts, users);
    }

    private Set<Objective> objectives() {
        Set<Objective> objectives = new LinkedHashSet<>();
        for (long limit : limits) {
            objectives.add(Objectives.latency()
                    .percentile(1 + random.nextInt(99))
                    .atMost(Duration.ofNanos(limit))
                    .on("handler", "a"));
        }
        objectives.add(Objectives.errorRate().atMost(random.nextDouble()).on("operation", "c"));
        objectives.add(Objectives.errorRate().atMost(0.1000000001).on("handler", "c"));
        objectives.add(Objectives.errorRate().atMost(0.1000000002).on("handler", "c"));
        objectives.add(Objectives.figure("of one 1").atLeast(random.nextGaussian()));
        return objectives;
    }

    private List<Figure> figures(String instance) {
        List<Figure> figures = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            double value = random.nextGaussian() * 100;
            double below = random.nextBoolean() ? 0 : random.nextDouble();
            Map<String, String> tags = new TreeMap<>();
            if (random.nextBoolean()) {
                tags.put("shop-id", "a\"b\n\\" + i);
                tags.put("pilot", "another");
            }
            figures.add(new Figure(
                    "of " + instance + " " + i,
                    value,
                    value - below,
                    value + below * 2,
                    random.nextInt(3),
                    UNITS.get(i),
                    tags,
                    HandClock.START.plusNanos(random.nextInt(1_000_000_000))));
        }
        return figures;
    }
}
