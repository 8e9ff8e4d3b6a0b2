// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.test.law;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotmetrics.Tracking;
import io.pilotmetrics.snapshot.Outcome;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;

/** Trackings: ended in each way, twice, on another thread, or never. */
final class TrackingShape {

    enum End {
        SUCCESS,
        FAILURE,
        OUTCOME,
        CANCEL,
        SKIP,
        CLOSE
    }

    private static final Ending[] THROWN =
            java.util.Arrays.stream(Ending.values()).filter(Ending::isThrow).toArray(Ending[]::new);

    private final LawCase law;

    TrackingShape(LawCase law) {
        this.law = law;
    }

    void start(Bench bench, int depth) {
        Act act = law.act(depth, THROWN);
        Delivery delivery = law.arrive(Shape.START, bench, act.ending.toString());
        long started = law.clock.nanos();
        Tracking tracking = bench.handler.start(delivery.lead);
        assertThat(tracking.disposition()).as("disposition before the end").isEmpty();
        assertThat(tracking.skippable()).as("skippable").isEqualTo(delivery.isSkippable());
        Open one = new Open(bench, delivery, act, started, false, null, null, tracking);
        if (law.chance(2)) {
            law.open.add(one);
        } else {
            law.inside(act, depth);
            end(one);
        }
    }

    void end(Open one) {
        law.tick();
        End end = LawCase.oneOf(law.random, End.values());
        Outcome told = LawCase.oneOf(law.random, Outcome.values());
        law.note("end tracking " + end + " " + told + " " + one.act().ending + " of " + one.delivery().lead);
        law.coverage.reached(Shape.START, end);
        if (end == End.FAILURE) {
            law.coverage.reached(Shape.START, one.act().ending);
        }
        boolean elsewhere = law.chance(3);
        if (elsewhere) {
            CompletableFuture.runAsync(() -> tell(one, end, told), law.otherThread)
                    .join();
            law.coverage.reached(Shape.START, "another thread");
        } else {
            tell(one, end, told);
        }
        book(one, end, told, law.clock.nanos() - one.startedAt());
        while (law.chance(2)) {
            law.tick();
            tell(one, LawCase.oneOf(law.random, End.values()), told);
            law.coverage.reached(Shape.START, "ended twice");
        }
        assertThat(one.tracking().disposition())
                .as("disposition of %s", one.delivery().lead)
                .contains(one.delivery().disposition);
    }

    private static void tell(Open one, End end, Outcome told) {
        Tracking tracking = one.tracking();
        switch (end) {
            case SUCCESS -> tracking.success();
            case FAILURE -> tracking.failure(one.act().thrown);
            case OUTCOME -> tracking.outcome(told);
            case CANCEL -> tracking.cancel();
            case SKIP -> tracking.skip();
            case CLOSE -> tracking.close();
        }
    }

    private static void book(Open one, End end, Outcome told, long nanos) {
        Oracle oracle = one.bench().oracle;
        switch (end) {
            case SUCCESS -> oracle.ended(one.delivery(), Outcome.SUCCESS, nanos);
            case FAILURE -> WrapperShapes.book(one.bench(), one.delivery(), one.act(), false, nanos);
            case OUTCOME -> oracle.ended(one.delivery(), told, nanos);
            case CANCEL -> {
                oracle.threw(new CancellationException());
                oracle.ended(one.delivery(), Outcome.CANCELLED, nanos);
            }
            case SKIP -> oracle.skipped(one.delivery());
            case CLOSE -> {
                one.delivery().abandoned = true;
                oracle.ended(one.delivery(), Outcome.SERVER_ERROR, nanos);
            }
        }
    }
}
