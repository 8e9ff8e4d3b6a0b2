// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.exporters;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a handler, an operation or a cohort has to show of its calls; takes from the counts what it shows, so that the rest is known. */
class ExpectedAccount {

    static final List<String> OUTCOMES = List.of("success", "client_error", "cancelled", "server_error");

    private static final Map<String, Double> QUANTILES = Map.of("0.5", 0.5, "0.95", 0.95, "0.99", 0.99);

    final Tree json;
    final Map<String, String> labels;
    private final Map<String, Long> counts;
    private final List<Series> series = new ArrayList<>();

    ExpectedAccount(Tree json, Map<String, String> labels) {
        this.json = json;
        this.labels = labels;
        this.counts = new TreeMap<>(json.get("counts").wholes());
    }

    static List<Series> ofOperation(Tree json, Map<String, String> labels) {
        ExpectedAccount account = new ExpectedAccount(json, labels);
        long started = account.take("started");
        account.add("pilot.calls.started", started);
        long ended = account.calls("pilot.calls", "pilot.call.duration", "pilot.calls.within", account.lastMinute());
        account.add("pilot.in_flight", started - ended);
        account.account();
        return account.end();
    }

    /** What handlers and operations have. */
    final void account() {
        add("pilot.calls.negative", timed("latency").negative());
        takeUnder("exception.", "pilot.exceptions", "error.type");
        takeUnder("instrumentation_error.", "pilot.instrumentation.errors", "where");
        level("in_flight.oldest_nanos", "pilot.in_flight.oldest", 1e9);
    }

    final Timed timed(String member) {
        return Timed.of(json.get(member));
    }

    final Timed lastMinute() {
        return json.get("windows").has("PT1M")
                ? Timed.of(json.get("windows").get("PT1M").get("latency"))
                : Timed.NONE;
    }

    /** Calls and their durations; gives how many there were. */
    final long calls(String calls, String duration, String within, Timed quantilesOf) {
        long ended = 0;
        for (String outcome : OUTCOMES) {
            long count = take("outcome." + outcome);
            add(calls, "outcome", outcome, count);
            ended += count;
        }
        durations(duration, within, timed("latency"), quantilesOf);
        return ended;
    }

    final void durations(String metric, String within, Timed timed, Timed quantilesOf) {
        series.add(Series.of(metric, labels, timed));
        if (timed.count() > 0) {
            add(metric + ".min", timed.minNanos() / 1e9);
            add(metric + ".max", timed.maxNanos() / 1e9);
        }
        if (quantilesOf.count() > 0) {
            QUANTILES.forEach((phi, q) -> add(metric + ".percentile", "phi", phi, quantilesOf.quantile(q)));
        }
        timed.within().forEach((nanos, met) -> {
            String limit = BigDecimal.valueOf(nanos, 9).stripTrailingZeros().toPlainString();
            add(within, "limit", limit, met);
        });
    }

    final void level(String level, String metric, double divisor) {
        if (json.get("levels").has(level)) {
            add(metric, json.get("levels").get(level).whole() / divisor);
        }
    }

    final void add(String metric, long count) {
        add(metric, (double) count);
    }

    final void add(String metric, double value) {
        series.add(Series.of(metric, labels, value));
    }

    final void add(String metric, String key, String word, long count) {
        add(metric, key, word, (double) count);
    }

    final void add(String metric, String key, String word, double value) {
        series.add(Series.of(metric, Series.and(labels, key, word), value));
    }

    final void addAll(List<Series> more) {
        series.addAll(more);
    }

    final boolean any(String... names) {
        return List.of(names).stream().anyMatch(counts::containsKey);
    }

    /** A count, which is 0 where it is not there; it is then shown. */
    final long take(String name) {
        Long count = counts.remove(name);
        return count == null ? 0 : count;
    }

    /** All counts of a prefix, each a series. */
    final void takeUnder(String prefix, String metric, String key) {
        for (String name : List.copyOf(counts.keySet())) {
            if (name.startsWith(prefix)) {
                add(metric, key, name.substring(prefix.length()), take(name));
            }
        }
    }

    /** The series, with the counts that no other metric shows. */
    final List<Series> end() {
        counts.forEach((name, count) -> add("pilot.counts", "count", name, count));
        return series;
    }

    /** The series of a cohort, which shows no others. */
    final List<Series> endOfCohort() {
        if (!counts.isEmpty()) {
            throw new AssertionError("a cohort has counts that nothing shows: " + counts);
        }
        return series;
    }
}
