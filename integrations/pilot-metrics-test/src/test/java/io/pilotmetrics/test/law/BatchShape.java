// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.test.law;

import io.pilotmetrics.BatchReport;
import io.pilotmetrics.TrackedBatch;
import io.pilotmetrics.snapshot.Outcome;
import java.util.ArrayList;
import java.util.List;

/** Batches: some events fail by report, all by a throw, some or all are skipped, and ids occur twice in one. */
final class BatchShape {

    private final LawCase law;

    BatchShape(LawCase law) {
        this.law = law;
    }

    void batch(Bench bench, int depth) {
        boolean skipDuplicates = law.chance(2);
        boolean skipMalformed = law.chance(2);
        Act act = law.act(depth, law.chance(2) ? new Ending[] {Ending.RETURNS} : WrapperShapes.UNCHECKED);
        List<Ending> reports = new ArrayList<>();
        List<Lead> given = new ArrayList<>();
        TrackedBatch<Lead> batch = bench.handler.batch((events, report) -> {
            given.addAll(events);
            law.inside(act, depth);
            report(reports, report);
            act.end();
        });
        batch = skipDuplicates ? batch.skipDuplicates() : batch;
        TrackedBatch<Lead> wrapper = skipMalformed ? batch.skipMalformed() : batch;

        List<Lead> leads = new ArrayList<>();
        List<Delivery> passed = new ArrayList<>();
        List<Delivery> kept = new ArrayList<>();
        int size = law.random.nextInt(6);
        for (int i = 0; i < size; i++) {
            Delivery delivery = law.arrive(Shape.BATCH, bench, skipDuplicates + " " + skipMalformed + " " + act.ending);
            leads.add(delivery.lead);
            if (delivery.isSkippedBy(skipDuplicates, skipMalformed)) {
                kept.add(delivery);
                law.coverage.reached(Shape.BATCH, "skipped " + delivery.arrival);
            } else {
                passed.add(delivery);
                reports.add(
                        law.chance(4)
                                ? WrapperShapes.CHECKED[law.random.nextInt(WrapperShapes.CHECKED.length)]
                                : Ending.RETURNS);
            }
        }
        law.note("  reports " + reports);
        long started = law.clock.nanos();
        boolean allSkipped = passed.isEmpty() && size > 0;
        law.assertSaw(null, allSkipped ? null : act.thrown, () -> {
            wrapper.accept(leads);
            return null;
        });
        law.assertRuns(act, allSkipped ? 0 : 1);
        org.assertj.core.api.Assertions.assertThat(given)
                .as("the events passed on")
                .isEqualTo(passed.stream().map(d -> d.lead).toList());
        kept.forEach(bench.oracle::skipped);
        book(bench, passed, reports, act, law.clock.nanos() - started);
        cover(size, passed, reports, act);
    }

    private static void report(List<Ending> reports, BatchReport report) {
        for (int i = 0; i < reports.size(); i++) {
            if (reports.get(i).isThrow()) {
                report.failed(i, reports.get(i).newThrown());
            }
        }
    }

    private static void book(Bench bench, List<Delivery> passed, List<Ending> reports, Act act, long nanos) {
        if (passed.isEmpty()) {
            return;
        }
        reports.stream().filter(Ending::isThrow).map(Ending::newThrown).forEach(bench.oracle::threw);
        boolean guards = bench.setup().guards();
        String refusal = act.ending.refusal(guards);
        if (refusal != null) {
            passed.forEach(delivery -> bench.oracle.refusedWithin(delivery, refusal));
            return;
        }
        if (act.ending.isThrow()) {
            bench.oracle.threw(act.thrown);
        }
        Outcome ofAll = act.ending.isThrow() ? act.ending.ofThrow(guards) : Outcome.SUCCESS;
        List<Outcome> outcomes = new ArrayList<>();
        for (Ending report : reports) {
            outcomes.add(ofAll.worse(report.isThrow() ? report.ofThrow(guards) : Outcome.SUCCESS));
        }
        bench.oracle.ended(passed, outcomes, nanos);
    }

    private void cover(int size, List<Delivery> passed, List<Ending> reports, Act act) {
        boolean reported = reports.stream().anyMatch(Ending::isThrow);
        law.coverage.reached(Shape.BATCH, size == 0 ? "empty" : passed.isEmpty() ? "all skipped" : act.ending);
        law.coverage.reached(
                Shape.BATCH, !reported ? "no report" : act.thrown == null ? "partial failure" : "throw after report");
        long ids = passed.stream()
                .map(d -> d.lead.id())
                .filter(id -> id != null)
                .distinct()
                .count();
        if (ids < passed.stream().filter(d -> d.lead.id() != null).count()) {
            law.coverage.reached(Shape.BATCH, "an id twice");
        }
    }
}
