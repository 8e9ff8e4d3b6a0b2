// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.test.law;

import io.pilotmetrics.TrackedStage;
import io.pilotmetrics.snapshot.Outcome;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Stages: they end before they are returned, later, on another thread, never, or are not there at all. */
final class StageShapes {

    private enum How {
        AT_ONCE,
        LATER,
        THROWN,
        NULL
    }

    private final LawCase law;

    StageShapes(LawCase law) {
        this.law = law;
    }

    void stage(Bench bench, int depth) {
        boolean whenDuplicate = law.chance(3);
        boolean whenMalformed = law.chance(3);
        boolean classified = law.chance(2);
        Act act = law.act(depth, Ending.values());
        How how = how(act);
        Act fallback = law.act(Integer.MAX_VALUE, Ending.RETURNS, Ending.RETURNS, Ending.THROWS);
        CompletableFuture<Act.Result> fallen = new CompletableFuture<>();
        CompletableFuture<Act.Result> raw = new CompletableFuture<>();
        CompletableFuture<Act.Result> returned = law.chance(2) ? raw : raw.thenApply(result -> result);
        TrackedStage<Lead, Act.Result, CompletableFuture<Act.Result>> stage = bench.handler.stage(lead -> {
            law.inside(act, depth);
            if (how == How.AT_ONCE) {
                complete(raw, returned, act);
            }
            return how == How.NULL ? null : how == How.THROWN ? thrown(act) : returned;
        });
        stage = classified ? stage.outcome(Act.Result::classify) : stage;
        stage = whenDuplicate ? stage.whenDuplicate(lead -> fall(fallback, fallen)) : stage;
        TrackedStage<Lead, Act.Result, CompletableFuture<Act.Result>> wrapper =
                whenMalformed ? stage.whenMalformed(lead -> fall(fallback, fallen)) : stage;

        Delivery delivery = law.arrive(
                Shape.STAGE,
                bench,
                whenDuplicate + " " + whenMalformed + " " + classified + " " + how + " " + act.ending);
        long started = law.clock.nanos();
        if (delivery.isSkippedBy(whenDuplicate, whenMalformed)) {
            law.assertSaw(fallen, fallback.thrown, () -> wrapper.apply(delivery.lead));
            law.assertRuns(act, 0);
            law.assertRuns(fallback, 1);
            bench.oracle.skipped(delivery);
            law.coverage.reached(Shape.STAGE, "skipped " + delivery.arrival);
            return;
        }
        law.assertSaw(
                how == How.NULL ? null : returned,
                how == How.THROWN ? act.thrown : null,
                () -> wrapper.apply(delivery.lead));
        law.assertRuns(act, 1);
        law.assertRuns(fallback, 0);
        law.coverage.reached(Shape.STAGE, how);
        switch (how) {
            case NULL -> bench.oracle.ended(delivery, Outcome.SERVER_ERROR, law.clock.nanos() - started);
            case LATER -> law.open.add(new Open(bench, delivery, act, started, classified, raw, returned, null));
            default -> {
                law.coverage.reached(Shape.STAGE, act.ending);
                WrapperShapes.book(bench, delivery, act, classified, law.clock.nanos() - started);
            }
        }
    }

    private How how(Act act) {
        How how = LawCase.oneOf(law.random, How.values());
        if (how == How.THROWN && (!act.ending.isThrow() || act.ending.isChecked())) {
            return How.AT_ONCE;
        }
        return how == How.NULL && !law.chance(3) ? How.LATER : how;
    }

    private static CompletableFuture<Act.Result> thrown(Act act) {
        act.end();
        throw new AssertionError("unreachable");
    }

    private static CompletableFuture<Act.Result> fall(Act fallback, CompletableFuture<Act.Result> fallen) {
        WrapperShapes.fall(fallback);
        return fallen;
    }

    void end(Open one) {
        law.tick();
        law.note("end stage " + one.act().ending);
        law.coverage.reached(Shape.STAGE, one.act().ending);
        if (law.chance(3)) {
            CompletableFuture.runAsync(() -> complete(one.raw(), one.returned(), one.act()), law.otherThread)
                    .join();
            law.coverage.reached(Shape.STAGE, "another thread");
        } else {
            complete(one.raw(), one.returned(), one.act());
        }
        WrapperShapes.book(
                one.bench(), one.delivery(), one.act(), one.classified(), law.clock.nanos() - one.startedAt());
    }

    void complete(CompletableFuture<Act.Result> raw, CompletableFuture<Act.Result> returned, Act act) {
        if (!act.ending.isThrow()) {
            raw.complete(act.result);
        } else if (act.ending == Ending.THROWS_CANCELLATION && law.chance(2)) {
            returned.cancel(true);
        } else {
            raw.completeExceptionally(law.chance(3) ? new CompletionException(act.thrown) : act.thrown);
        }
    }
}
