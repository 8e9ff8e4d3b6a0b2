// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.test.law;

import static io.pilotmetrics.test.PilotAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.pilotmetrics.Handler;
import io.pilotmetrics.Operation;
import io.pilotmetrics.PilotMetrics;
import io.pilotmetrics.Tracking;
import io.pilotmetrics.snapshot.Counts;
import io.pilotmetrics.snapshot.Disposition;
import io.pilotmetrics.snapshot.HandlerSnapshot;
import io.pilotmetrics.snapshot.OperationSnapshot;
import io.pilotmetrics.test.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The law while threads meet in the same handlers. What is checked does not depend on who comes first: each thread has ids
 * and sources of its own, and the oracles of all threads together are what the handler must have counted.
 */
class LawOnThreadsTest {

    private static final int THREADS = 4;
    private static final int SHARED_EVENTS = 60;
    private static ExecutorService workers;
    private static ExecutorService otherThreads;

    @BeforeAll
    static void startThreads() {
        workers = Executors.newFixedThreadPool(THREADS);
        otherThreads = Executors.newCachedThreadPool();
    }

    @AfterAll
    static void stopThreads() {
        workers.shutdownNow();
        otherThreads.shutdownNow();
    }

    static Stream<Arguments> seeds() {
        return Seeds.chunks(600, 50);
    }

    @ParameterizedTest(name = "seeds {0} to {1}")
    @MethodSource("seeds")
    void threadsInOneHandler_everyFigure_isTheSumOfWhatEachThreadDid(long first, long last) throws Exception {
        for (long seed = first; seed <= last; seed++) {
            runCase(seed);
        }
    }

    private static void runCase(long seed) throws Exception {
        Random random = new Random(seed);
        ManualClock clock = new ManualClock();
        try (PilotMetrics pilot = PilotMetrics.builder("threads").clock(clock).build()) {
            Setup[] setups = {Setup.random(random), Setup.random(random)};
            List<Handler<Lead>> handlers =
                    List.of(Bench.register(pilot, "a", setups[0]), Bench.register(pilot, "b", setups[1]));
            Operation operation = pilot.operation("op");
            List<LawCase> cases = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                Random own = new Random(random.nextLong());
                String prefix = "t" + thread + "-";
                List<Bench> benches = List.of(
                        new Bench(handlers.get(0), setups[0], SinkLaw.roomy(), prefix, own),
                        new Bench(handlers.get(1), setups[1], SinkLaw.roomy(), prefix, own));
                cases.add(new LawCase(
                        own, pilot, new Time(clock), false, benches, operation, new Coverage(), otherThreads));
            }
            try {
                onEachThread(thread -> cases.get(thread).run(25));
                check(pilot, cases, clock.nanos());
                // What one thread left open another one ends.
                onEachThread(thread -> cases.get((thread + 1) % THREADS).endAll());
                check(pilot, cases, clock.nanos());
                assertThat(pilot).lawHolds(Duration.ZERO);
            } catch (Throwable t) {
                throw Seeds.failure(
                        seed,
                        t,
                        List.of(setups) + "\n"
                                + String.join(
                                        "\n--\n",
                                        cases.stream().map(LawCase::trace).toList()));
            }
        }
    }

    private static void check(PilotMetrics pilot, List<LawCase> cases, long now) {
        StringBuilder differences = new StringBuilder();
        for (int i = 0; i < 2; i++) {
            int handler = i;
            List<Oracle> oracles =
                    cases.stream().map(c -> c.benches.get(handler).oracle).toList();
            HandlerSnapshot found = pilot.snapshot().handler(handler == 0 ? "a" : "b");
            String text = Expected.differences(found, oracles, now);
            differences.append(text.isEmpty() ? "" : "handler " + found.name() + "\n" + text);
        }
        OperationSnapshot found = pilot.snapshot().operation("op");
        List<Call> calls =
                cases.stream().flatMap(c -> c.operationCalls.stream()).toList();
        List<String> exceptions =
                cases.stream().flatMap(c -> c.operationExceptions.stream()).toList();
        String text = Expected.differences(found, calls, exceptions);
        differences.append(text.isEmpty() ? "" : "operation\n" + text);
        assertThat(differences.toString()).isEmpty();
    }

    static Stream<Arguments> sharedSeeds() {
        return Seeds.chunks(200, 50);
    }

    @ParameterizedTest(name = "seeds {0} to {1}")
    @MethodSource("sharedSeeds")
    void threadsWithTheSameIdsAndNumbers_oneIsFirst_theOthersAreDuplicates(long first, long last) throws Exception {
        for (long seed = first; seed <= last; seed++) {
            Random random = new Random(seed);
            try (PilotMetrics pilot =
                    PilotMetrics.builder("shared").clock(new ManualClock()).build()) {
                Setup setup = new Setup(true, false, true, false, 1, false, false);
                Handler<Lead> handler = Bench.register(pilot, "a", setup);
                List<List<Lead>> scripts = new ArrayList<>();
                for (int thread = 0; thread < THREADS; thread++) {
                    List<Lead> leads = new ArrayList<>();
                    for (int number = 1; number <= SHARED_EVENTS; number++) {
                        leads.add(new Lead("id-" + number, false, false, "shop", 0, number, null, Lead.Flaw.NONE));
                    }
                    java.util.Collections.shuffle(leads, random);
                    scripts.add(leads);
                }
                onEachThread(thread -> {
                    var consumer = handler.consumer(lead -> {});
                    var batch = handler.batch((events, report) -> {});
                    List<Lead> leads = scripts.get(thread);
                    leads.subList(0, 40)
                            .forEach(
                                    thread % 2 == 0
                                            ? consumer
                                            : lead -> handler.start(lead).success());
                    batch.accept(leads.subList(40, SHARED_EVENTS));
                });
                try {
                    assertThat(pilot)
                            .handler("a")
                            .lawHolds(Duration.ZERO)
                            .received(THREADS * SHARED_EVENTS)
                            .processed(SHARED_EVENTS)
                            .duplicates((THREADS - 1) * SHARED_EVENTS)
                            .seen(SHARED_EVENTS)
                            .pending(0)
                            .calls(THREADS * 41);
                } catch (AssertionError e) {
                    throw Seeds.failure(seed, e, "");
                }
            }
        }
    }

    @ParameterizedTest(name = "seeds {0} to {1}")
    @MethodSource("sharedSeeds")
    void trackingEndedByTwoThreads_oneEndCounts(long first, long last) throws Exception {
        for (long seed = first; seed <= last; seed++) {
            try (PilotMetrics pilot =
                    PilotMetrics.builder("race").clock(new ManualClock()).build()) {
                Handler<Lead> handler =
                        Bench.register(pilot, "a", new Setup(true, false, false, false, 1, false, false));
                List<Tracking> trackings = new ArrayList<>();
                for (int i = 0; i < 50; i++) {
                    trackings.add(
                            handler.start(new Lead("id-" + i % 20, false, false, null, 0, -1, null, Lead.Flaw.NONE)));
                }
                onEachThread(thread -> trackings.forEach(tracking -> {
                    switch (thread) {
                        case 0 -> tracking.success();
                        case 1 -> tracking.failure(new IllegalStateException());
                        case 2 -> tracking.skip();
                        default -> tracking.close();
                    }
                }));
                assertThat(pilot).handler("a").lawHolds(Duration.ZERO).received(50);
                HandlerSnapshot found = pilot.snapshot().handler("a");
                for (Disposition disposition : Disposition.values()) {
                    assertThat(found.count(disposition))
                            .as("%s of seed %d", disposition, seed)
                            .isEqualTo(trackings.stream()
                                    .filter(t -> t.disposition().orElseThrow() == disposition)
                                    .count());
                }
                assertThat(found.counts().get(Counts.CARRIED)).isEqualTo(found.callsEnded());
            }
        }
    }

    private interface Work {
        void run(int thread) throws Exception;
    }

    private static void onEachThread(Work work) throws Exception {
        CyclicBarrier start = new CyclicBarrier(THREADS);
        List<Future<?>> done = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            int thread = i;
            done.add(workers.submit(() -> {
                start.await();
                work.run(thread);
                return null;
            }));
        }
        for (Future<?> future : done) {
            future.get();
        }
    }
}
