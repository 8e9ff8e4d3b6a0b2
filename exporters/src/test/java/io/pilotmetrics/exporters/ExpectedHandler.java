// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.exporters;

import java.util.List;
import java.util.Map;

/** What a handler and its cohorts have to show of their events. */
final class ExpectedHandler extends ExpectedAccount {

    private static final List<String> DISPOSITIONS =
            List.of("malformed", "refused", "conflicting", "duplicate", "processed", "failed");
    private static final List<String> PASSED_ON = List.of("malformed", "conflicting", "duplicate");

    private ExpectedHandler(Tree json, Map<String, String> labels) {
        super(json, labels);
    }

    static List<Series> of(Tree json, Map<String, String> labels) {
        ExpectedHandler handler = new ExpectedHandler(json, labels);
        handler.calls("pilot.calls", "pilot.call.duration", "pilot.calls.within", handler.lastMinute());
        handler.account();
        handler.events("pilot.received", "pilot.events", "pilot.in_flight");
        handler.takeUnder("malformed.", "pilot.malformed", "reason");
        handler.takeUnder("refused.", "pilot.refused", "reason");
        handler.add("pilot.events.abandoned", handler.take("abandoned"));
        handler.add("pilot.events.redelivered", handler.take("redelivered"));
        handler.add("pilot.events.recovered", handler.take("recovered"));
        handler.add("pilot.conversions.not_stored", handler.take("conversion.not_stored"));
        handler.ids();
        handler.numbers();
        handler.times();
        if (json.has("stated")) {
            handler.addAll(ExpectedStatements.of(json.get("stated"), labels));
        }
        if (json.has("cohorts")) {
            handler.cohorts();
        }
        return handler.end();
    }

    private void events(String received, String events, String inFlight) {
        long arrived = take("received");
        add(received, arrived);
        for (String disposition : DISPOSITIONS) {
            long count = take("disposition." + disposition);
            add(events, "disposition", disposition, count);
            arrived -= count;
        }
        add(inFlight, arrived);
        for (String disposition : PASSED_ON) {
            add(events + ".passed_on", "disposition", disposition, take("passed_on." + disposition));
        }
        add(events + ".carried", take("carried"));
    }

    private void ids() {
        if (json.get("levels").has("ids.remembered") || any("without_id", "ids.evicted", "ids.expired_in_flight")) {
            add("pilot.events.without_id", take("without_id"));
            add("pilot.ids.evicted", take("ids.evicted"));
            add("pilot.ids.expired_in_flight", take("ids.expired_in_flight"));
            level("ids.remembered", "pilot.ids.remembered", 1);
            level("ids.covered_nanos", "pilot.ids.covered", 1e9);
        }
    }

    private void numbers() {
        Tree ledger = json.get("ledger");
        List<Tree> sources = ledger.get("sources").items();
        boolean numbered = !sources.isEmpty()
                || ledger.get("unplaced").whole() != 0
                || !ledger.get("forgottenUntil").isNull();
        if (numbered || any("numbers.declared_missing", "numbers.filled", "numbers.late", "numbers.out_of_order")) {
            long expected = 0;
            long seen = 0;
            long dropped = 0;
            long pending = 0;
            long undetermined = ledger.get("unplaced").whole();
            for (Tree source : sources) {
                long first = source.get("first").whole();
                long last = source.get("last").whole();
                long jumped = numbersIn(source.get("jumped"), 0, last);
                expected += last - first + 1 - jumped - numbersIn(source.get("forgotten"), first, last);
                seen += source.get("seen").whole();
                dropped += numbersIn(source.get("dropped"), 0, last);
                pending += numbersIn(source.get("pending"), 0, last);
                undetermined += jumped + numbersIn(source.get("forgotten"), 0, last);
            }
            add("pilot.numbers.sources", sources.size());
            add("pilot.numbers.expected", expected);
            add("pilot.numbers.seen", seen);
            add("pilot.numbers.dropped", dropped);
            add("pilot.numbers.pending", pending);
            add("pilot.numbers.undetermined", undetermined);
            for (String count : List.of("declared_missing", "filled", "late", "out_of_order")) {
                add("pilot.numbers." + count, take("numbers." + count));
            }
        }
    }

    /** How many numbers of runs lie between two. */
    private static long numbersIn(Tree runs, long from, long to) {
        long numbers = 0;
        for (Tree run : runs.items()) {
            long first = run.items().get(0).whole();
            long last = run.items().get(1).whole();
            numbers += Math.max(0, Math.min(last, to) - Math.max(first, from) + 1);
        }
        return numbers;
    }

    private void times() {
        if (timed("lateness").count() > 0 || any("late", "future", "out_of_order", "without_time")) {
            durations("pilot.lateness", "pilot.lateness.within", timed("lateness"), timed("lateness"));
            durations("pilot.age", "pilot.age.within", timed("age"), timed("age"));
            for (String count : List.of("late", "future", "out_of_order", "without_time")) {
                add("pilot.events." + count, take(count));
            }
        }
    }

    private void cohorts() {
        for (Tree cohort : json.get("cohorts").items()) {
            String name = cohort.get("name").text();
            ExpectedHandler of = new ExpectedHandler(cohort, Series.and(labels, "cohort", name));
            of.events("pilot.cohort.received", "pilot.cohort.events", "pilot.cohort.in_flight");
            of.calls(
                    "pilot.cohort.calls",
                    "pilot.cohort.call.duration",
                    "pilot.cohort.calls.within",
                    of.timed("latency"));
            addAll(of.endOfCohort());
        }
        List<Tree> users = json.get("users").items();
        if (!users.isEmpty()) {
            for (String drawn : List.of("pilot", "control")) {
                double seen = users.stream()
                        .mapToDouble(each -> each.get(drawn).number())
                        .sum();
                add("pilot.cohort.users", "cohort", drawn, seen);
            }
        }
    }
}
