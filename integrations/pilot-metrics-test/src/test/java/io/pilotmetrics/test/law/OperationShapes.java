// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.test.law;

import io.pilotmetrics.snapshot.Outcome;
import java.util.concurrent.CompletableFuture;

/** Calls without an event. */
final class OperationShapes {

    private final LawCase law;

    OperationShapes(LawCase law) {
        this.law = law;
    }

    void operation(int depth) {
        switch (law.random.nextInt(4)) {
            case 0 -> runnable(depth);
            case 1 -> supplier(depth);
            case 2 -> callable(depth);
            default -> stage(depth);
        }
    }

    private void runnable(int depth) {
        Act act = act(Shape.RUNNABLE, depth, WrapperShapes.UNCHECKED);
        Runnable wrapper = law.operation.runnable(() -> code(act, depth));
        long started = law.clock.nanos();
        law.assertSaw(null, act.thrown, () -> {
            wrapper.run();
            return null;
        });
        book(act, started);
    }

    private void supplier(int depth) {
        Act act = act(Shape.SUPPLIER, depth, WrapperShapes.UNCHECKED);
        long started = law.clock.nanos();
        law.assertSaw(act.result, act.thrown, law.operation.supplier(() -> code(act, depth))::get);
        book(act, started);
    }

    private void callable(int depth) {
        Act act = act(Shape.CALLABLE, depth, WrapperShapes.CHECKED);
        long started = law.clock.nanos();
        law.assertSaw(act.result, act.thrown, law.operation.callable(() -> code(act, depth))::call);
        book(act, started);
    }

    private void stage(int depth) {
        Act act = act(Shape.OPERATION_STAGE, depth, WrapperShapes.CHECKED);
        CompletableFuture<Act.Result> raw = new CompletableFuture<>();
        CompletableFuture<Act.Result> returned = law.chance(5) ? null : law.chance(2) ? raw : raw.thenApply(r -> r);
        long started = law.clock.nanos();
        law.assertSaw(returned, null, law.operation.stage(() -> {
            law.inside(act, depth);
            return returned;
        })::get);
        if (returned == null) {
            law.coverage.reached(Shape.OPERATION_STAGE, "NULL");
            law.operationCalls.add(new Call(Outcome.SERVER_ERROR, 0, law.clock.nanos() - started));
        } else {
            law.open.add(new Open(null, null, act, started, false, raw, returned, null));
        }
    }

    void end(Open one) {
        law.tick();
        law.note("end operation stage " + one.act().ending);
        new StageShapes(law).complete(one.raw(), one.returned(), one.act());
        book(one.act(), one.startedAt());
    }

    private Act act(Shape shape, int depth, Ending[] among) {
        Act act = law.act(depth, among);
        law.note(shape + " " + act.ending);
        law.coverage.reached(shape, act.ending);
        return act;
    }

    private Act.Result code(Act act, int depth) {
        law.inside(act, depth);
        return act.end();
    }

    private void book(Act act, long started) {
        law.assertRuns(act, 1);
        if (act.ending.isThrow()) {
            law.operationExceptions.add(act.thrown.getClass().getName());
        }
        Outcome outcome = act.ending.isThrow() ? act.ending.ofThrow(false) : Outcome.SUCCESS;
        law.operationCalls.add(new Call(outcome, 0, law.clock.nanos() - started));
    }
}
