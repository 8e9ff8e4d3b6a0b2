// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.test.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.pilotmetrics.Operation;
import io.pilotmetrics.PilotMetrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;

/**
 * One run of random steps on one thread: each step does something to the pilot, tells the oracle the same, and compares what
 * the caller saw. What it leaves open is ended by {@link #endAll}.
 */
final class LawCase {

    private static final long[] SMALL_NANOS = {0, 1, 999, 1_000_000, 3_141_592};
    private static final int MAX_DEPTH = 2;

    final Random random;
    final PilotMetrics pilot;
    final Time clock;
    final List<Bench> benches;
    final Operation operation;
    final List<Call> operationCalls = new ArrayList<>();
    final List<String> operationExceptions = new ArrayList<>();
    final List<Open> open = new ArrayList<>();
    final Coverage coverage;
    final ExecutorService otherThread;
    private final boolean ownsTime;
    private final boolean looksAtWindows;
    private final StringBuilder trace = new StringBuilder();
    private final WrapperShapes wrappers = new WrapperShapes(this);
    private final StageShapes stages = new StageShapes(this);
    private final BatchShape batches = new BatchShape(this);
    private final TrackingShape trackings = new TrackingShape(this);
    private final OperationShapes operations = new OperationShapes(this);

    LawCase(
            Random random,
            PilotMetrics pilot,
            Time clock,
            boolean ownsTime,
            List<Bench> benches,
            Operation operation,
            Coverage coverage,
            ExecutorService otherThread) {
        this.random = random;
        this.pilot = pilot;
        this.clock = clock;
        this.ownsTime = ownsTime;
        this.looksAtWindows = random.nextBoolean();
        this.benches = benches;
        this.operation = operation;
        this.coverage = coverage;
        this.otherThread = otherThread;
    }

    void run(int steps) {
        for (int i = 0; i < steps; i++) {
            step(0);
        }
    }

    private void step(int depth) {
        Bench bench = benches.get(random.nextInt(benches.size()));
        switch (random.nextInt(19)) {
            case 0, 1 -> wrappers.consumer(bench, depth);
            case 2, 3 -> wrappers.function(bench, depth);
            case 4 -> wrappers.run(bench, depth);
            case 5 -> wrappers.call(bench, depth);
            case 6, 7 -> stages.stage(bench, depth);
            case 8, 9 -> batches.batch(bench, depth);
            case 10, 11 -> trackings.start(bench, depth);
            case 12 -> unparsed(bench);
            case 13 -> refused(bench);
            case 14 -> operations.operation(depth);
            case 15, 16 -> endOne();
            case 17 -> timePasses();
            default -> numbersAreClosed(bench);
        }
    }

    private void unparsed(Bench bench) {
        String reason = chance(2) ? "not_json" : "no_email";
        if (bench.setup().numbered() && chance(2)) {
            String source = bench.nextSource();
            long epoch = random.nextInt(2);
            long number = bench.nextNumber(source, epoch);
            note("malformed " + reason + " " + source + "#" + epoch + " " + number);
            bench.oracle.unparsed(reason, source, epoch, number, clock.nanos());
            bench.handler.malformed(reason, source, epoch, number);
            coverage.reached(Shape.MALFORMED, "numbered");
        } else {
            note("malformed " + reason);
            bench.oracle.unparsed(reason);
            bench.handler.malformed(reason);
            coverage.reached(Shape.MALFORMED, "unnumbered");
        }
    }

    private void refused(Bench bench) {
        Lead lead = bench.nextLead();
        String reason = chance(2) ? "queue_full" : "rate_limited";
        note("refused " + reason + " " + lead);
        bench.oracle.refusedBefore(lead, reason, clock.nanos());
        bench.handler.refused(lead, reason);
        coverage.reached(Shape.REFUSED, lead.flaw());
    }

    private void timePasses() {
        if (ownsTime) {
            // Often just past the window, so that ids expire while they are in flight.
            long seconds = chance(3) ? 65 : 5L * (1 + random.nextInt(14));
            note("time passes " + seconds + " s");
            clock.advance(Duration.ofSeconds(seconds));
            if (looksAtWindows) {
                pilot.snapshot();
            }
            benches.forEach(bench -> bench.oracle.timePassed(clock.nanos(), looksAtWindows));
        }
    }

    private void numbersAreClosed(Bench bench) {
        String source = bench.nextSource();
        Source known = bench.oracle.sources.get(Oracle.key(source, 0));
        if (bench.setup().numbered() && (known != null || !bench.setup().midStream())) {
            long last = bench.nextAnnounced(source);
            note("announce " + source + "#0 " + last);
            bench.oracle.announce(source, 0, last, clock.nanos());
            bench.handler.announce(source, 0, last);
        }
        if (ownsTime && chance(2)) {
            if (chance(2)) {
                note("settle");
                pilot.settle();
                benches.forEach(b -> b.oracle.settle());
            } else {
                note("settle " + bench.handler.name());
                bench.handler.settle();
                bench.oracle.settle();
            }
        }
    }

    private void endOne() {
        if (!open.isEmpty()) {
            end(open.remove(random.nextInt(open.size())));
        }
    }

    void endAll() {
        while (!open.isEmpty()) {
            endOne();
        }
    }

    private void end(Open one) {
        if (one.tracking() != null) {
            trackings.end(one);
        } else if (one.bench() != null) {
            stages.end(one);
        } else {
            operations.end(one);
        }
    }

    /** What the code does besides ending: time passes, and other events arrive meanwhile. */
    void inside(Act act, int depth) {
        act.runs++;
        tick();
        for (int i = 0; i < act.nested; i++) {
            coverage.reached("nested", depth);
            step(depth + 1);
        }
    }

    void tick() {
        if (ownsTime && random.nextInt(6) == 0) {
            long nanos = SMALL_NANOS[random.nextInt(SMALL_NANOS.length)];
            note("the clock steps back " + nanos + " ns");
            clock.stepBack(nanos);
        } else if (ownsTime) {
            clock.advance(Duration.ofNanos(SMALL_NANOS[random.nextInt(SMALL_NANOS.length)]));
        }
    }

    Act act(int depth, Ending... among) {
        boolean nests = depth < MAX_DEPTH && random.nextInt(6) == 0;
        return new Act(among[random.nextInt(among.length)], nests ? 1 + random.nextInt(2) : 0);
    }

    Delivery arrive(Shape shape, Bench bench, String how) {
        Lead lead = bench.nextLead();
        note(shape + " " + how + " " + bench.handler.name() + " " + lead);
        Delivery delivery = bench.oracle.arrive(lead, clock.nanos());
        coverage.reached(shape, delivery.arrival);
        return delivery;
    }

    static <T> T oneOf(Random random, T[] values) {
        return values[random.nextInt(values.length)];
    }

    boolean chance(int oneOf) {
        return random.nextInt(oneOf) == 0;
    }

    void note(String line) {
        trace.append(line).append('\n');
    }

    /** What the caller sees: an answer or a throw, each the very same object as the code's. */
    void assertSaw(Object expected, Throwable expectedThrown, Code code) {
        Object saw = null;
        Throwable thrown = null;
        try {
            saw = code.run();
        } catch (Throwable t) {
            thrown = t;
        }
        if (thrown != null && expectedThrown == null) {
            throw new AssertionError("the caller was disturbed", thrown);
        }
        assertThat(thrown).as("what the caller catches").isSameAs(expectedThrown);
        assertThat(saw).as("what the caller gets").isSameAs(expectedThrown == null ? expected : null);
    }

    void assertRuns(Act act, int expected) {
        if (act.runs != expected) {
            fail("the code ran %d times, expected %d", act.runs, expected);
        }
    }

    String trace() {
        return trace.toString();
    }

    /** Something that may throw anything. */
    interface Code {
        Object run() throws Throwable;
    }
}
