// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.test.law;

import io.pilotmetrics.snapshot.Counts;
import io.pilotmetrics.snapshot.Disposition;
import io.pilotmetrics.snapshot.HandlerSnapshot;
import io.pilotmetrics.snapshot.LatencySnapshot;
import io.pilotmetrics.snapshot.NumberRanges;
import io.pilotmetrics.snapshot.OperationSnapshot;
import io.pilotmetrics.snapshot.Outcome;
import io.pilotmetrics.snapshot.SourceLedger;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/** What oracles expect of a snapshot, figure by figure, and what of it is different there. */
final class Expected {

    private final Map<String, Object> expected = new TreeMap<>();
    private final Map<String, Object> found = new TreeMap<>();

    private Expected() {}

    /** The differences, one line each; empty where the snapshot says what all oracles together say. */
    static String differences(HandlerSnapshot found, List<Oracle> oracles, long now) {
        Expected both = new Expected();
        both.events(found, oracles);
        both.calls(
                found.latency(),
                outcome -> found.count(outcome),
                oracles.stream().flatMap(o -> o.calls.stream()).toList());
        both.put(
                "carried",
                found.counts().get(Counts.CARRIED),
                oracles.stream()
                        .flatMap(o -> o.calls.stream())
                        .mapToLong(Call::carried)
                        .sum());
        both.put(
                "within the objective's limit",
                found.latency().threshold(Setup.LIMIT_NANOS).orElseThrow().met(),
                oracles.stream()
                        .flatMap(o -> o.calls.stream())
                        .filter(c -> c.nanos() <= Setup.LIMIT_NANOS)
                        .count());
        both.numbers(found, oracles, now);
        both.put("exceptions", found.exceptions(), reasons(oracles.stream().flatMap(o -> o.exceptions.stream())));
        both.put(
                "conversions not stored",
                found.counts().get(Counts.CONVERSION_NOT_STORED),
                oracles.stream().mapToLong(o -> o.notStored).sum());
        both.put("ids evicted", found.counts().get(Counts.IDS_EVICTED), 0);
        long expired = oracles.stream().mapToLong(o -> o.expiredInFlight).sum();
        long expiredAtMost = expired
                + oracles.stream().mapToLong(o -> o.possiblyExpiredInFlight).sum();
        both.between("ids expired in flight", found.counts().get(Counts.IDS_EXPIRED_IN_FLIGHT), expired, expiredAtMost);
        long errors = oracles.stream().mapToLong(o -> o.errors).sum();
        long errorsAtMost =
                errors + oracles.stream().mapToLong(o -> o.possibleErrors).sum();
        both.between("instrumentation errors", sum(found.instrumentationErrors().values()), errors, errorsAtMost);
        long without = oracles.stream().mapToLong(o -> o.withoutId).sum();
        long withoutAtMost =
                without + oracles.stream().mapToLong(o -> o.possiblyWithoutId).sum();
        long abandoned = oracles.stream()
                .flatMap(o -> o.deliveries.stream())
                .filter(d -> d.abandoned)
                .count();
        both.put("abandoned", found.counts().get(Counts.ABANDONED), abandoned);
        both.between("without id", found.counts().get(Counts.WITHOUT_ID), without, withoutAtMost);
        return both.text();
    }

    /** The same for an operation. */
    static String differences(OperationSnapshot found, List<Call> calls, List<String> exceptions) {
        Expected both = new Expected();
        both.calls(found.latency(), found::count, calls);
        both.put("exceptions", found.exceptions(), reasons(exceptions.stream()));
        return both.text();
    }

    private void events(HandlerSnapshot snapshot, List<Oracle> oracles) {
        List<Delivery> deliveries =
                oracles.stream().flatMap(o -> o.deliveries.stream()).toList();
        put("received", snapshot.received(), deliveries.size());
        put(
                "in flight",
                snapshot.inFlight(),
                deliveries.stream().filter(d -> d.disposition == null).count());
        for (Disposition disposition : Disposition.values()) {
            List<Delivery> these = deliveries.stream()
                    .filter(d -> d.disposition == disposition)
                    .toList();
            put(disposition.name(), snapshot.count(disposition), these.size());
            put(
                    disposition + " passed on",
                    snapshot.counts().get(Counts.passedOn(disposition)),
                    these.stream().filter(d -> d.passedOn).count());
        }
        put(
                "malformed by reason",
                snapshot.malformed(),
                reasons(deliveries.stream()
                        .filter(d -> d.disposition == Disposition.MALFORMED)
                        .map(d -> d.malformedReason)));
        put(
                "refused by reason",
                snapshot.refused(),
                reasons(deliveries.stream()
                        .filter(d -> d.disposition == Disposition.REFUSED)
                        .map(d -> d.refusedReason)));
    }

    private static Map<String, Long> reasons(Stream<String> all) {
        Map<String, Long> reasons = new TreeMap<>();
        all.forEach(reason -> reasons.merge(reason, 1L, Long::sum));
        return reasons;
    }

    private void calls(LatencySnapshot latency, Function<Outcome, Long> count, List<Call> calls) {
        for (Outcome outcome : Outcome.values()) {
            put(
                    "outcome " + outcome,
                    count.apply(outcome),
                    calls.stream().filter(c -> c.outcome() == outcome).count());
        }
        put("latency count", latency.count(), calls.size());
        put(
                "latency sum",
                latency.sumNanos(),
                calls.stream().mapToLong(Call::nanos).sum());
        put(
                "latency min",
                latency.minNanos(),
                calls.stream().mapToLong(Call::nanos).min().orElse(0));
        put(
                "latency max",
                latency.maxNanos(),
                calls.stream().mapToLong(Call::nanos).max().orElse(0));
        put(
                "latency negative",
                latency.negative(),
                calls.stream().filter(c -> c.elapsed() < 0).count());
        put(
                "latency zeros",
                latency.histogram().zeros(),
                calls.stream().filter(c -> c.nanos() == 0).count());
    }

    private void numbers(HandlerSnapshot snapshot, List<Oracle> oracles, long now) {
        Map<String, String> facts = new TreeMap<>();
        for (Oracle oracle : oracles) {
            oracle.sources.forEach((key, source) -> {
                long grace = Setup.GRACE.toNanos();
                facts.put(
                        key,
                        facts(
                                source.first,
                                source.last,
                                source.seen.size(),
                                source.dropped(now, grace).toString(),
                                source.pending(now, grace).toString(),
                                source.undetermined()));
            });
        }
        Map<String, String> ledger = new TreeMap<>();
        for (SourceLedger s : snapshot.ledger().sources()) {
            ledger.put(
                    Oracle.key(s.source(), s.epoch()),
                    facts(
                            s.first(),
                            s.last(),
                            s.seen(),
                            each(s.dropped().numbers()).toString(),
                            each(s.pending().numbers()).toString(),
                            s.jumped().size()));
        }
        put("numbers", ledger, facts);
        put(
                "undetermined",
                snapshot.ledger().undetermined(),
                oracles.stream()
                        .mapToLong(o -> o.undetermined
                                + o.sources.values().stream()
                                        .mapToLong(Source::undetermined)
                                        .sum())
                        .sum());
    }

    private static String facts(long first, long last, long seen, String dropped, String pending, long undetermined) {
        return first + " to " + last + " seen " + seen + " dropped " + dropped + " pending " + pending
                + " undetermined " + undetermined;
    }

    private static Set<Long> each(NumberRanges ranges) {
        Set<Long> numbers = new TreeSet<>();
        for (NumberRanges.Run run : ranges.runs()) {
            for (long number = run.first(); number <= run.last(); number++) {
                numbers.add(number);
            }
        }
        return numbers;
    }

    private void put(String what, Object inSnapshot, Object byOracle) {
        found.put(what, plain(inSnapshot));
        expected.put(what, plain(byOracle));
    }

    private static Object plain(Object value) {
        return value instanceof Number number ? number.longValue() : value;
    }

    private void between(String what, long inSnapshot, long low, long high) {
        put(what, inSnapshot, inSnapshot >= low && inSnapshot <= high ? inSnapshot : low + " to " + high);
    }

    private static long sum(Collection<Long> counts) {
        return counts.stream().mapToLong(Long::longValue).sum();
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        expected.forEach((what, value) -> {
            if (!value.equals(found.get(what))) {
                text.append(what)
                        .append(": found ")
                        .append(found.get(what))
                        .append(", the law says ")
                        .append(value)
                        .append('\n');
            }
        });
        return text.toString();
    }
}
