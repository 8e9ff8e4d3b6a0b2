// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.test.law;

import static io.pilotmetrics.test.PilotAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.pilotmetrics.Handler;
import io.pilotmetrics.Operation;
import io.pilotmetrics.PilotClock;
import io.pilotmetrics.PilotMetrics;
import io.pilotmetrics.Tracking;
import io.pilotmetrics.snapshot.Counts;
import io.pilotmetrics.snapshot.HandlerSnapshot;
import io.pilotmetrics.snapshot.Law;
import io.pilotmetrics.snapshot.OperationSnapshot;
import io.pilotmetrics.snapshot.PilotSnapshot;
import io.pilotmetrics.test.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The law as a property, on one thread and a clock moved by hand, so that every figure is predicted exactly: counts, reasons,
 * numbers, and the nanoseconds of each call.
 */
class LawTest {

    private static final long CASES = 5_000;
    private static final long CHUNK = 250;
    private static ExecutorService otherThread;

    @BeforeAll
    static void startOtherThread() {
        otherThread = Executors.newSingleThreadExecutor();
    }

    @AfterAll
    static void stopOtherThread() {
        otherThread.shutdownNow();
    }

    static Stream<Arguments> seeds() {
        return Seeds.chunks(CASES, CHUNK);
    }

    @ParameterizedTest(name = "seeds {0} to {1}")
    @MethodSource("seeds")
    void anyCase_everyFigure_isWhatTheLawSays(long first, long last) {
        for (long seed = first; seed <= last; seed++) {
            runCase(seed, new Coverage());
        }
    }

    @Test
    void cases_together_reachEveryShapeWithEveryEnding() {
        Coverage coverage = new Coverage();
        for (long seed = 0; seed < 500; seed++) {
            runCase(seed, coverage);
        }
        Required.check(coverage);
    }

    /** A case in which all places for sources are taken before it begins, but for two at most. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void crowdedCase_numbersOfSourcesBeyondTheBound_areUndetermined(long seed) {
        runCase(seed, new Coverage(), Setup.MAX_SOURCES - (int) (seed % 3));
    }

    /** Which ids give way is the window's own affair; how many is not. */
    @Test
    void idsBeyondTheBound_areCountedAsEvicted_andAsExpiredWhereTheyAreInFlight() {
        try (PilotMetrics pilot =
                PilotMetrics.builder("law").clock(new ManualClock()).build()) {
            Handler<Integer> open = pilot.handler("open", Integer.class)
                    .id(event -> event)
                    .maxIds(10)
                    .register();
            List<Tracking> trackings = new ArrayList<>();
            for (int id = 0; id < 25; id++) {
                trackings.add(open.start(id));
            }
            assertThat(open.snapshot().counts().get(Counts.IDS_EVICTED)).isEqualTo(15);
            assertThat(open.snapshot().counts().get(Counts.IDS_EXPIRED_IN_FLIGHT))
                    .isEqualTo(15);

            trackings.forEach(Tracking::success);
            IntStream.range(25, 35).forEach(id -> open.start(id).success());
            assertThat(open.snapshot().counts().get(Counts.IDS_EVICTED)).isEqualTo(25);
            assertThat(pilot).handler("open").lawHolds().processed(35).duplicates(0);
        }
    }

    private static void runCase(long seed, Coverage coverage) {
        runCase(seed, coverage, 0);
    }

    private static void runCase(long seed, Coverage coverage, int sourcesBefore) {
        Random random = new Random(seed);
        Time clock = new Time(new ManualClock());
        long[] starts = {0, -1, Long.MAX_VALUE - 7_000_000_000L, -123_456_789_012L};
        SinkLaw sink = SinkLaw.random(random);
        PilotMetrics pilot = PilotMetrics.builder("law")
                .clock(new ShiftedClock(
                        clock,
                        starts[random.nextInt(starts.length)],
                        Duration.ofSeconds(random.nextInt(8) == 0 ? 1 : 17)))
                .conversions(sink.sink())
                .build();
        List<Bench> benches = new ArrayList<>();
        for (String name : List.of("a", "b")) {
            Setup setup = Setup.random(random);
            benches.add(new Bench(Bench.register(pilot, name, setup), setup, sink, "", random));
        }
        Operation operation = pilot.operation("op");
        LawCase law = new LawCase(random, pilot, clock, true, benches, operation, coverage, otherThread);
        try {
            crowd(law, sourcesBefore);
            law.run(12 + random.nextInt(20));
            check(law);
            if (random.nextInt(4) == 0) {
                law.note("close");
                pilot.close();
                passThrough(benches.get(0), operation);
            }
            law.endAll();
            check(law);
            assertThat(pilot).lawHolds(Duration.ZERO);
            coverRare(law);
            assertThat(sink.kept()).as("conversions kept").isEqualTo(sink.expected());
        } catch (Throwable t) {
            throw Seeds.failure(
                    seed,
                    t,
                    benches.stream().map(Bench::setup).toList() + "\n" + sink + "\n" + law.trace() + "\n"
                            + pilot.snapshot().handlers());
        } finally {
            pilot.close();
        }
    }

    private static void crowd(LawCase law, int sources) {
        for (Bench bench : law.benches) {
            for (int i = 0; bench.setup().numbered() && i < sources; i++) {
                bench.oracle.unparsed("crowd", "crowd-" + i, 0, bench.setup().firstNumber(), law.clock.nanos());
                bench.handler.malformed("crowd", "crowd-" + i, 0, bench.setup().firstNumber());
            }
        }
    }

    private static void coverRare(LawCase law) {
        for (Bench bench : law.benches) {
            Oracle oracle = bench.oracle;
            cover(law, "conversion not stored", oracle.notStored);
            cover(law, "number below the first", oracle.undetermined);
            cover(
                    law,
                    "jump",
                    oracle.sources.values().stream()
                            .mapToLong(Source::undetermined)
                            .sum());
            cover(law, "id expired in flight, for certain", oracle.expiredInFlight);
            cover(law, "exception", oracle.exceptions.size());
            cover(
                    law,
                    "negative",
                    oracle.calls.stream().filter(c -> c.elapsed() < 0).count());
        }
        cover(law, "operation's exception", law.operationExceptions.size());
        cover(
                law,
                "operation's negative",
                law.operationCalls.stream().filter(c -> c.elapsed() < 0).count());
    }

    private static void cover(LawCase law, String what, long count) {
        if (count > 0) {
            law.coverage.reached("rare", what);
        }
    }

    private static void check(LawCase law) {
        PilotSnapshot snapshot = law.pilot.snapshot();
        StringBuilder differences = new StringBuilder();
        for (Bench bench : law.benches) {
            HandlerSnapshot found = snapshot.handler(bench.handler.name());
            String text = Expected.differences(found, List.of(bench.oracle), law.clock.nanos());
            differences.append(text.isEmpty() ? "" : "handler " + found.name() + "\n" + text);
            assertThat(found.laws()).noneMatch(l -> l.status() == Law.Status.BROKEN);
            found.windows().forEach((length, window) -> {
                assertThat(window.inFlight())
                        .as("in flight at the end of %s", length)
                        .isEqualTo(found.inFlight());
                assertThat(window.latency().count()).as("calls in %s", length).isEqualTo(window.callsEnded());
                assertThat(window.laws()).noneMatch(l -> l.status() == Law.Status.BROKEN);
            });
        }
        OperationSnapshot found = snapshot.operation("op");
        String text = Expected.differences(found, law.operationCalls, law.operationExceptions);
        differences.append(text.isEmpty() ? "" : "operation\n" + text);
        long running = law.open.stream().filter(o -> o.bench() == null).count();
        assertThat(differences.toString()).isEmpty();
        assertThat(found.counts().get(Counts.STARTED)).as("started").isEqualTo(law.operationCalls.size() + running);
        assertThat(law.pilot.awaitRest(Duration.ZERO)).as("at rest").isEqualTo(law.open.isEmpty());
    }

    /** What runs after close changes nothing: the check that follows finds only what was received before. */
    private static void passThrough(Bench bench, Operation operation) {
        List<Lead> got = new ArrayList<>();
        Lead lead = bench.nextLead();
        bench.handler.consumer(got::add).skipDuplicates().skipMalformed().accept(lead);
        bench.handler
                .<Lead>function(l -> {
                    got.add(l);
                    return l;
                })
                .apply(lead);
        bench.handler.batch((events, report) -> got.addAll(events)).accept(List.of(lead, lead));
        bench.handler.start(lead).success();
        bench.handler.malformed("late");
        bench.handler.refused(lead, "late");
        operation.runnable(() -> got.add(lead)).run();
        assertThat(got).containsExactly(lead, lead, lead, lead, lead);
    }

    /**
     * A monotonic reading that begins anywhere, as the system's does, and overflows; and a ticker that is late more often than
     * not, which is quicker and must change nothing.
     */
    private record ShiftedClock(Time time, long by, Duration atLeast) implements PilotClock {
        @Override
        public long nanos() {
            return time.nanos() + by;
        }

        @Override
        public Instant wall() {
            return time.wall();
        }

        @Override
        public Ticker every(Duration period, Runnable task) {
            return time.every(period.compareTo(atLeast) > 0 ? period : atLeast, task);
        }
    }
}
