// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.test.law;

import io.pilotmetrics.TrackedConsumer;
import io.pilotmetrics.TrackedFunction;
import io.pilotmetrics.snapshot.Outcome;
import java.io.IOException;
import java.util.Arrays;

/** The shapes whose code ends where it began: consumer, function, run and call. */
final class WrapperShapes {

    static final Ending[] UNCHECKED = Arrays.stream(Ending.values())
            .filter(e -> e == Ending.RETURNS || (e.isThrow() && !e.isChecked()))
            .toArray(Ending[]::new);
    static final Ending[] CHECKED = Arrays.stream(Ending.values())
            .filter(e -> e == Ending.RETURNS || e.isThrow())
            .toArray(Ending[]::new);
    static final Ending[] VALUED =
            Arrays.stream(Ending.values()).filter(e -> !e.isChecked()).toArray(Ending[]::new);

    private final LawCase law;

    WrapperShapes(LawCase law) {
        this.law = law;
    }

    void consumer(Bench bench, int depth) {
        boolean skipDuplicates = law.chance(2);
        boolean skipMalformed = law.chance(2);
        Act act = law.act(depth, UNCHECKED);
        TrackedConsumer<Lead> consumer = bench.handler.consumer(lead -> {
            law.inside(act, depth);
            act.end();
        });
        consumer = skipDuplicates ? consumer.skipDuplicates() : consumer;
        TrackedConsumer<Lead> wrapper = skipMalformed ? consumer.skipMalformed() : consumer;
        Delivery delivery = law.arrive(Shape.CONSUMER, bench, skipDuplicates + " " + skipMalformed + " " + act.ending);
        long started = law.clock.nanos();
        if (delivery.isSkippedBy(skipDuplicates, skipMalformed)) {
            law.assertSaw(null, null, () -> accept(wrapper, delivery));
            skipped(Shape.CONSUMER, bench, delivery, act);
        } else {
            law.assertSaw(null, act.thrown, () -> accept(wrapper, delivery));
            ended(Shape.CONSUMER, bench, delivery, act, false, started);
        }
    }

    private static Object accept(TrackedConsumer<Lead> wrapper, Delivery delivery) {
        wrapper.accept(delivery.lead);
        return null;
    }

    void function(Bench bench, int depth) {
        boolean whenDuplicate = law.chance(2);
        boolean whenMalformed = law.chance(2);
        boolean classified = law.chance(2);
        Act act = law.act(depth, VALUED);
        Act fallback = law.act(MAX_FALLBACK_DEPTH, Ending.RETURNS, Ending.RETURNS, Ending.THROWS, Ending.THROWS_ERROR);
        TrackedFunction<Lead, Act.Result> function = bench.handler.function(lead -> {
            law.inside(act, depth);
            return act.end();
        });
        function = classified ? function.outcome(Act.Result::classify) : function;
        function = whenDuplicate ? function.whenDuplicate(lead -> fall(fallback)) : function;
        TrackedFunction<Lead, Act.Result> wrapper =
                whenMalformed ? function.whenMalformed(lead -> fall(fallback)) : function;
        Delivery delivery = law.arrive(
                Shape.FUNCTION, bench, whenDuplicate + " " + whenMalformed + " " + classified + " " + act.ending);
        long started = law.clock.nanos();
        if (delivery.isSkippedBy(whenDuplicate, whenMalformed)) {
            law.assertSaw(fallback.result, fallback.thrown, () -> wrapper.apply(delivery.lead));
            law.assertRuns(fallback, 1);
            law.coverage.reached("fallback", fallback.ending);
            skipped(Shape.FUNCTION, bench, delivery, act);
        } else {
            law.assertSaw(act.result, act.thrown, () -> wrapper.apply(delivery.lead));
            law.assertRuns(fallback, 0);
            ended(Shape.FUNCTION, bench, delivery, act, classified, started);
        }
    }

    private static final int MAX_FALLBACK_DEPTH = Integer.MAX_VALUE;

    static Act.Result fall(Act fallback) {
        fallback.runs++;
        return fallback.end();
    }

    void run(Bench bench, int depth) {
        Act act = law.act(depth, CHECKED);
        Delivery delivery = law.arrive(Shape.RUN, bench, act.ending.toString());
        long started = law.clock.nanos();
        law.assertSaw(null, act.thrown, () -> {
            bench.handler.<IOException>run(delivery.lead, lead -> {
                law.inside(act, depth);
                act.end();
            });
            return null;
        });
        ended(Shape.RUN, bench, delivery, act, false, started);
    }

    void call(Bench bench, int depth) {
        Act act = law.act(depth, CHECKED);
        Delivery delivery = law.arrive(Shape.CALL, bench, act.ending.toString());
        long started = law.clock.nanos();
        law.assertSaw(
                act.result,
                act.thrown,
                () -> bench.handler.<Act.Result, IOException>call(delivery.lead, lead -> {
                    law.inside(act, depth);
                    return act.end();
                }));
        ended(Shape.CALL, bench, delivery, act, false, started);
    }

    private void skipped(Shape shape, Bench bench, Delivery delivery, Act act) {
        law.assertRuns(act, 0);
        bench.oracle.skipped(delivery);
        law.coverage.reached(shape, "skipped " + delivery.arrival);
    }

    private void ended(Shape shape, Bench bench, Delivery delivery, Act act, boolean classified, long started) {
        law.assertRuns(act, 1);
        law.coverage.reached(shape, act.ending);
        book(bench, delivery, act, classified, law.clock.nanos() - started);
    }

    /** Tells the oracle how the code of one event ended. */
    static void book(Bench bench, Delivery delivery, Act act, boolean classified, long nanos) {
        boolean guards = bench.setup().guards();
        String refusal = act.ending.refusal(guards);
        if (refusal != null) {
            bench.oracle.refusedWithin(delivery, refusal);
            return;
        }
        if (classified && act.ending == Ending.RETURNS_UNCLASSIFIABLE) {
            bench.oracle.errors++;
        }
        if (act.ending.isThrow()) {
            bench.oracle.threw(act.thrown);
        }
        Outcome outcome = act.ending.isThrow() ? act.ending.ofThrow(guards) : act.ending.ofReturn(classified);
        bench.oracle.ended(delivery, outcome, nanos);
    }
}
