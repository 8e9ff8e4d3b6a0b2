// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.snapshot;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads a snapshot from its JSON form, which {@link SnapshotWriter} writes. */
final class SnapshotReader {

    /** Names come from the text that is read, and a message that quotes them must not grow with it. */
    private static final int MAX_MESSAGE = 300;

    private SnapshotReader() {}

    static PilotSnapshot parse(String text) {
        try {
            return pilot(Json.read(text));
        } catch (IllegalArgumentException e) {
            String message = String.valueOf(e.getMessage());
            throw message.length() <= MAX_MESSAGE
                    ? e
                    : new IllegalArgumentException(message.substring(0, MAX_MESSAGE - 1) + "…");
        }
    }

    private static PilotSnapshot pilot(Json json) {
        String format = json.get("format").string();
        if (!format.equals(SnapshotWriter.FORMAT)) {
            throw new IllegalArgumentException("snapshot JSON: $.format is \"" + format + "\", this version reads \""
                    + SnapshotWriter.FORMAT + "\"; write it with a matching version of pilot-metrics");
        }
        List<HandlerSnapshot> handlers = new ArrayList<>();
        json.get("handlers").items().forEach(item -> handlers.add(handler(item)));
        List<OperationSnapshot> operations = new ArrayList<>();
        json.get("operations").items().forEach(item -> operations.add(operation(item)));
        Set<Objective> objectives = new LinkedHashSet<>();
        json.get("objectives").items().forEach(item -> objectives.add(objective(item)));
        List<Figure> supplied = new ArrayList<>();
        json.get("figures").items().forEach(item -> supplied.add(figure(item)));
        Set<String> instances = new LinkedHashSet<>();
        json.get("instances").items().forEach(item -> instances.add(item.string()));
        Set<PilotSnapshot.Assurance> assurances = new LinkedHashSet<>();
        for (Json item : json.get("assurances").items()) {
            assurances.add(item.string(PilotSnapshot.Assurance::valueOf, "an assurance"));
        }
        return checked(
                json,
                () -> new PilotSnapshot(
                        json.get("pilot").string(),
                        instances,
                        instant(json.get("startedAt")),
                        instant(json.get("at")),
                        handlers,
                        operations,
                        objectives,
                        supplied,
                        assurances));
    }

    private static HandlerSnapshot handler(Json json) {
        Map<Duration, HandlerSnapshot> windows = new LinkedHashMap<>();
        json.get("windows")
                .members()
                .forEach((length, window) -> windows.put(duration(window, length), handler(window)));
        Readings readings = readings(json).stated(StatedJson.read(json));
        HandlerSnapshot handler =
                new HandlerSnapshot(json.get("name").string(), readings, LedgerJson.read(json.get("ledger")), windows);
        return CohortJson.read(json, handler);
    }

    private static OperationSnapshot operation(Json json) {
        Map<Duration, OperationSnapshot> windows = new LinkedHashMap<>();
        json.get("windows")
                .members()
                .forEach((length, window) -> windows.put(duration(window, length), operation(window)));
        return new OperationSnapshot(json.get("name").string(), readings(json), windows);
    }

    static Readings readings(Json json) {
        return Readings.of(
                        Duration.ofNanos(json.get("spanNanos").count()),
                        counts(json.get("counts")),
                        latency(json.get("latency")))
                .inFlightAtStart(json.get("inFlightAtStart").integer())
                .levels(levels(json.get("levels")))
                .eventTimes(latency(json.get("lateness")), latency(json.get("age")));
    }

    /** What a later version writes beside is left out: nobody here knows what two of it have together. */
    private static Levels levels(Json json) {
        Map<Level, Long> byLevel = new EnumMap<>(Level.class);
        json.members().forEach((key, value) -> Level.of(key).ifPresent(level -> byLevel.put(level, value.count())));
        return Levels.of(byLevel);
    }

    private static Counts counts(Json json) {
        Map<String, Long> byName = new LinkedHashMap<>();
        json.members().forEach((name, count) -> byName.put(name, count.count()));
        return checked(json, () -> Counts.of(byName).requireNoOverflow());
    }

    private static LatencySnapshot latency(Json json) {
        long[] buckets =
                json.get("buckets").items().stream().mapToLong(Json::integer).toArray();
        long offset = json.get("offset").integer();
        if (offset != (int) offset) {
            throw json.get("offset").wrong("a bucket's index");
        }
        List<LatencySnapshot.Threshold> thresholds = new ArrayList<>();
        for (Json item : json.get("thresholds").items()) {
            thresholds.add(new LatencySnapshot.Threshold(
                    item.get("nanos").count(),
                    item.get("met").count(),
                    item.get("of").count()));
        }
        return checked(
                json,
                () -> new LatencySnapshot(
                        Histogram.of(json.get("zeros").integer(), (int) offset, buckets),
                        json.get("sumNanos").count(),
                        json.get("minNanos").count(),
                        json.get("maxNanos").count(),
                        json.get("extremesExact").bool(),
                        json.get("negative").count(),
                        thresholds));
    }

    private static Objective objective(Json json) {
        return checked(
                json,
                () -> new Objective(
                        json.get("figure").string(),
                        tags(json.get("tags")),
                        json.get("comparison").string(Objective.Comparison::valueOf, "AT_MOST or AT_LEAST"),
                        json.get("threshold").number(),
                        json.get("latencyNanos").count()));
    }

    private static Figure figure(Json json) {
        return checked(
                json,
                () -> new Figure(
                        json.get("name").string(),
                        json.get("value").number(),
                        json.get("low").number(),
                        json.get("high").number(),
                        json.get("n").count(),
                        json.get("unit").string(),
                        tags(json.get("tags")),
                        instant(json.get("at"))));
    }

    private static Map<String, String> tags(Json json) {
        Map<String, String> tags = new LinkedHashMap<>();
        json.members().forEach((key, value) -> tags.put(key, value.string()));
        return tags;
    }

    static Instant instant(Json json) {
        return json.string(Instant::parse, "an ISO-8601 instant");
    }

    private static Duration duration(Json json, String text) {
        try {
            return Duration.parse(text);
        } catch (java.time.DateTimeException e) {
            throw json.wrong("an ISO-8601 duration as its name");
        }
    }

    /** Gives the complaint of a value's own check the place where it was read. */
    static <T> T checked(Json json, java.util.function.Supplier<T> value) {
        try {
            return value.get();
        } catch (IllegalArgumentException e) {
            String message = String.valueOf(e.getMessage());
            throw message.startsWith("snapshot JSON")
                    ? e
                    : new IllegalArgumentException("snapshot JSON: " + json.path() + ": " + message, e);
        }
    }
}
