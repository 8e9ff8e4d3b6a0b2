// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.test.law;

import static io.pilotmetrics.test.PilotAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.pilotmetrics.Operation;
import io.pilotmetrics.PilotClock;
import io.pilotmetrics.PilotMetrics;
import io.pilotmetrics.conversion.Conversion;
import io.pilotmetrics.conversion.MemoryConversionSink;
import io.pilotmetrics.snapshot.Counts;
import io.pilotmetrics.snapshot.Disposition;
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
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

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

    private static void runCase(long seed, Coverage coverage) {
        Random random = new Random(seed);
        ManualClock clock = new ManualClock();
        long[] starts = {0, -1, Long.MAX_VALUE - 7_000_000_000L, -123_456_789_012L};
        MemoryConversionSink sink = new MemoryConversionSink(10_000);
        PilotMetrics pilot = PilotMetrics.builder("law")
                .clock(new ShiftedClock(
                        clock,
                        starts[random.nextInt(starts.length)],
                        Duration.ofSeconds(random.nextInt(8) == 0 ? 1 : 17)))
                .conversions(sink)
                .build();
        List<Bench> benches = new ArrayList<>();
        for (String name : List.of("a", "b")) {
            Setup setup = Setup.random(random);
            benches.add(new Bench(Bench.register(pilot, name, setup), setup, "", random));
        }
        Operation operation = pilot.operation("op");
        LawCase law = new LawCase(random, pilot, clock, true, benches, operation, coverage, otherThread);
        try {
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
            checkConversions(benches, sink);
        } catch (Throwable t) {
            throw Seeds.failure(
                    seed,
                    t,
                    benches.stream().map(Bench::setup).toList() + "\n" + law.trace() + "\n"
                            + pilot.snapshot().handlers());
        } finally {
            pilot.close();
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
        String text = Expected.differences(found.latency(), found::count, law.operationCalls);
        differences.append(text.isEmpty() ? "" : "operation\n" + text);
        long running = law.open.stream().filter(o -> o.bench() == null).count();
        assertThat(differences.toString()).isEmpty();
        assertThat(found.counts().get(Counts.STARTED)).as("started").isEqualTo(law.operationCalls.size() + running);
        assertThat(law.pilot.awaitRest(Duration.ZERO)).as("at rest").isEqualTo(law.open.isEmpty());
    }

    private static void checkConversions(List<Bench> benches, MemoryConversionSink sink) {
        List<String> expected = benches.stream()
                .filter(b -> b.setup().conversions())
                .flatMap(b -> b.oracle.deliveries.stream())
                .filter(d -> d.disposition == Disposition.PROCESSED)
                .filter(d -> d.lead.order() != null && d.lead.flaw() != Lead.Flaw.CONVERSION)
                .map(d -> d.lead.order())
                .toList();
        assertThat(sink.conversions().stream().map(Conversion::orderId).toList())
                .as("conversions kept")
                .containsExactlyInAnyOrderElementsOf(expected);
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
    private record ShiftedClock(ManualClock clock, long by, Duration atLeast) implements PilotClock {
        @Override
        public long nanos() {
            return clock.nanos() + by;
        }

        @Override
        public Instant wall() {
            return clock.wall();
        }

        @Override
        public Ticker every(Duration period, Runnable task) {
            return clock.every(period.compareTo(atLeast) > 0 ? period : atLeast, task);
        }
    }
}
