// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.examples.quickstart;

import static java.util.Map.entry;
import static java.util.Objects.requireNonNull;

import io.pilotmetrics.objective.Judgement;
import io.pilotmetrics.objective.Scorecard;
import io.pilotmetrics.snapshot.Figure;
import io.pilotmetrics.snapshot.Law;
import io.pilotmetrics.snapshot.PilotSnapshot;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What each series has to show, computed from the JSON document of a snapshot and nothing that exports it. Judgements are the
 * scorecard's.
 */
final class PrometheusExpected {

    private static final Pattern LABEL = Pattern.compile("\\{(\\w+)}");

    /** The count behind a counter, with a label's value in it. */
    private static final Map<String, String> COUNTERS = Map.ofEntries(
            entry("pilot_received_total", "received"),
            entry("pilot_events_total", "disposition.{disposition}"),
            entry("pilot_calls_total", "outcome.{outcome}"),
            entry("pilot_calls_started_total", "started"),
            entry("pilot_malformed_total", "malformed.{reason}"),
            entry("pilot_refused_total", "refused.{reason}"),
            entry("pilot_exceptions_total", "exception.{error_type}"),
            entry("pilot_instrumentation_errors_total", "instrumentation_error.{where}"),
            entry("pilot_counts_total", "{count}"),
            entry("pilot_events_passed_on_total", "passed_on.{disposition}"),
            entry("pilot_events_carried_total", "carried"),
            entry("pilot_events_abandoned_total", "abandoned"),
            entry("pilot_events_redelivered_total", "redelivered"),
            entry("pilot_events_recovered_total", "recovered"),
            entry("pilot_conversions_not_stored_total", "conversion.not_stored"),
            entry("pilot_events_without_id_total", "without_id"),
            entry("pilot_ids_evicted_total", "ids.evicted"),
            entry("pilot_ids_expired_in_flight_total", "ids.expired_in_flight"),
            entry("pilot_numbers_declared_missing_total", "numbers.declared_missing"),
            entry("pilot_numbers_filled_total", "numbers.filled"),
            entry("pilot_numbers_late_total", "numbers.late"),
            entry("pilot_numbers_out_of_order_total", "numbers.out_of_order"),
            entry("pilot_events_late_total", "late"),
            entry("pilot_events_future_total", "future"),
            entry("pilot_events_out_of_order_total", "out_of_order"),
            entry("pilot_events_without_time_total", "without_time"));

    /** The gauges of a handler or an operation. */
    private static final Map<String, ToDoubleFunction<PrometheusAccount>> GAUGES = Map.ofEntries(
            entry("pilot_in_flight", PrometheusAccount::inFlight),
            entry("pilot_in_flight_oldest_seconds", account -> account.level("in_flight.oldest_nanos") / 1e9),
            entry("pilot_ids_remembered", account -> account.level("ids.remembered")),
            entry("pilot_ids_covered_seconds", account -> account.level("ids.covered_nanos") / 1e9),
            entry("pilot_numbers_sources", account -> account.sources().size()),
            entry("pilot_numbers_seen", PrometheusAccount::seen),
            entry("pilot_numbers_dropped", account -> account.numbers("dropped")),
            entry("pilot_numbers_pending", account -> account.numbers("pending")),
            entry(
                    "pilot_numbers_expected",
                    account -> account.seen() + account.numbers("dropped") + account.numbers("pending")),
            entry("pilot_numbers_undetermined", PrometheusAccount::undetermined));

    private static final Map<String, String> DURATIONS =
            Map.of("pilot_call_duration", "latency", "pilot_lateness", "lateness", "pilot_age", "age");
    private static final Map<String, String> WITHIN = Map.of(
            "pilot_calls_within_total", "latency",
            "pilot_lateness_within_total", "lateness",
            "pilot_age_within_total", "age");

    private static final String OBJECTIVE = "pilot_objective_";

    private final Map<String, PrometheusAccount> accounts = new HashMap<>();
    private final Map<String, Double> whole = new HashMap<>();
    private final Scorecard card;
    private final Set<String> shown = new HashSet<>();

    PrometheusExpected(String json) throws IOException {
        PrometheusJson pilot = PrometheusJson.parse(json);
        for (String kind : List.of("handlers", "operations")) {
            pilot.get(kind).items().stream()
                    .map(PrometheusAccount::new)
                    .forEach(account -> accounts.put(account.name(), account));
        }
        pilot.get("figures").items().forEach(this::addFigure);
        whole.put("pilot_figures", (double) pilot.get("figures").items().size());
        whole.put("pilot_instances", (double) pilot.get("instances").items().size());
        card = Scorecard.of(PilotSnapshot.parse(json));
        whole.put("pilot_laws_broken", (double) card.laws().stream()
                .filter(law -> law.status() == Law.Status.BROKEN)
                .count());
    }

    /** The quickstart's are shares without tags. */
    private void addFigure(PrometheusJson figure) {
        String name = "pilot_figure_" + figure.get("name").text().replace('.', '_');
        Map.of("value", "", "low", "_low", "high", "_high")
                .forEach((key, limit) ->
                        whole.put(name + limit + "_ratio", figure.get(key).number()));
    }

    PrometheusAccount account(String name) {
        PrometheusAccount account = accounts.get(name);
        if (account == null) {
            throw new AssertionError("no handler or operation \"" + name + "\"");
        }
        return account;
    }

    /** What a series of a counter, a gauge or a classic histogram has to show. */
    double of(PrometheusSeries series) {
        String name = series.name();
        Double found = whole.get(name);
        if (found != null) {
            return found;
        } else if (name.equals("pilot_verdict")) {
            return is(card.verdict(), series.label("verdict"));
        } else if (name.startsWith(OBJECTIVE)) {
            return judged(series);
        }
        SortedMap<String, String> labels = series.labels();
        return ofAccount(series, account(labels.getOrDefault("handler", labels.getOrDefault("operation", ""))));
    }

    private double ofAccount(PrometheusSeries series, PrometheusAccount account) {
        String name = series.name();
        String counter = COUNTERS.get(name);
        if (counter != null) {
            // A literal replacement: the class of an exception may have a dollar in it.
            String count =
                    LABEL.matcher(counter).replaceAll(label -> Matcher.quoteReplacement(series.label(label.group(1))));
            shown.add(count);
            return account.count(count);
        }
        ToDoubleFunction<PrometheusAccount> gauge = GAUGES.get(name);
        if (gauge != null) {
            return gauge.applyAsDouble(account);
        }
        String within = WITHIN.get(name);
        if (within != null) {
            double limit = PrometheusJson.number(series.label("limit"));
            return account.durations(within).within(limit).orElseThrow();
        }
        if (name.equals("pilot_calls_negative_total")) {
            return account.durations("latency").number("negative");
        }
        for (Map.Entry<String, String> durations : DURATIONS.entrySet()) {
            if (name.startsWith(durations.getKey() + "_")) {
                String rest = name.substring(durations.getKey().length() + 1);
                String le = rest.endsWith("_bucket") ? series.label("le") : "";
                return account.durations(durations.getValue()).of(rest, le);
            }
        }
        throw new AssertionError("nothing says what " + series + " has to show: write a line here");
    }

    private double judged(PrometheusSeries series) {
        Judgement judgement = card.judgements().stream()
                .filter(each -> each.objective().text().equals(series.label("objective")))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no objective of " + series));
        Figure figure = requireNonNull(judgement.figure());
        return switch (series.name().substring(OBJECTIVE.length())) {
            case "status" -> is(judgement.status(), series.label("status"));
            case "threshold" -> judgement.objective().threshold();
            case "value" -> figure.value();
            case "value_low" -> figure.low();
            case "value_high" -> figure.high();
            default -> throw new AssertionError("nothing says what " + series + " has to show: write a line here");
        };
    }

    private static double is(Enum<?> constant, String name) {
        return constant.name().toLowerCase(Locale.ROOT).equals(name) ? 1 : 0;
    }

    /** The counts of the document that no series was asked for. */
    Set<String> notShown() {
        Set<String> all = new TreeSet<>();
        accounts.values().forEach(account -> all.addAll(account.counts()));
        all.removeAll(shown);
        return all;
    }
}
