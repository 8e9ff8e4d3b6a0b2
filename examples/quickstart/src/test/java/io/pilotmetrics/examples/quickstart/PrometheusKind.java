// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.examples.quickstart;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What a restarted process does, and the series that count it exactly. A series' key: its metric, and the values of its own labels. */
enum PrometheusKind {
    PROCESSED("events/processed", "calls/success"),
    FAILED("events/failed", "calls/server_error", "exceptions/java.lang.IllegalStateException"),
    REJECTED("events/failed", "calls/client_error", "exceptions/java.lang.IllegalArgumentException"),
    DUPLICATE("events/duplicate", "events_passed_on/duplicate", "calls/success"),
    CONFLICTING("events/conflicting", "events_passed_on/conflicting", "calls/success"),
    MALFORMED("events/malformed", "malformed/no_email", "events_passed_on/malformed", "calls/success"),
    UNPARSED("events/malformed", "malformed/not_json"),
    REFUSED("events/refused", "refused/queue_full"),
    /** An event whose number was left out before, longer ago than the grace time. */
    LATE("events/processed", "calls/success"),
    /** No event: a number that nobody sends, or sends {@link #LATE}. */
    LEFT_OUT,
    /** No event: a call of an operation. */
    QUOTE("calls_started", "calls/success");

    static final String PREFIX = "pilot_";
    static final String OPERATION = "operation:";
    static final String DURATION = "pilot_call_duration_seconds";

    /** What counts some of a kind, at its own time: no more than there were. */
    private static final Map<String, Set<PrometheusKind>> AT_MOST = Map.of(
            "pilot_numbers_declared_missing_total", Set.of(LEFT_OUT),
            "pilot_numbers_late_total", Set.of(LATE),
            "pilot_numbers_filled_total", Set.of(LATE));

    private static final Map<String, Set<PrometheusKind>> EXACTLY = exactly();

    @SuppressWarnings("ImmutableEnumChecker") // a copy that nobody can change
    private final List<String> counters;

    PrometheusKind(String... counters) {
        this.counters = List.of(counters);
    }

    private static Map<String, Set<PrometheusKind>> exactly() {
        Map<String, Set<PrometheusKind>> byKey = new HashMap<>();
        for (PrometheusKind kind : values()) {
            kind.keys()
                    .forEach(key -> byKey.computeIfAbsent(
                                    key, k -> Collections.newSetFromMap(new EnumMap<>(PrometheusKind.class)))
                            .add(kind));
        }
        return byKey;
    }

    private List<String> keys() {
        List<String> keys = new ArrayList<>();
        String account = this == QUOTE ? OPERATION : "";
        for (String counter : counters) {
            int label = counter.indexOf('/');
            keys.add(account
                    + PREFIX
                    + (label < 0
                            ? counter + "_total"
                            : counter.substring(0, label) + "_total" + counter.substring(label)));
        }
        if (isEvent()) {
            keys.add("pilot_received_total");
        }
        if (isCall()) {
            keys.add(account + DURATION + "_count");
            if (isEvent()) {
                keys.add("pilot_events_carried_total");
                keys.add("pilot_lateness_seconds_count");
            }
        }
        if (isProcessed()) {
            keys.add("pilot_age_seconds_count");
        }
        return keys;
    }

    private boolean isEvent() {
        return this != LEFT_OUT && this != QUOTE;
    }

    private boolean isProcessed() {
        return counters.contains("events/processed");
    }

    private boolean isCall() {
        return counters.stream().anyMatch(counter -> counter.startsWith("calls/"));
    }

    /** The keys of all series that are known here: each of them has to be there, and to count something. */
    static Set<String> known() {
        Set<String> known = new TreeSet<>(EXACTLY.keySet());
        known.addAll(AT_MOST.keySet());
        return known;
    }

    /** The kinds that a series counts, each of them once; none where this is not known. */
    static Set<PrometheusKind> countedExactly(String key) {
        return EXACTLY.getOrDefault(key, Set.of());
    }

    /** The kinds that a series counts at most; where nothing is known of it, as of a metric that is new tomorrow, all. */
    static Set<PrometheusKind> countedAtMost(String key) {
        Set<PrometheusKind> exactly = countedExactly(key);
        return exactly.isEmpty() ? AT_MOST.getOrDefault(key, Set.of(values())) : exactly;
    }
}
