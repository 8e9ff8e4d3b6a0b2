// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotmetrics.snapshot.CountDifference;
import io.pilotmetrics.snapshot.PilotSnapshot;
import io.pilotmetrics.snapshot.StatedCounts;
import io.pilotmetrics.snapshot.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random events around the borders of minutes, beside an oracle that keeps every one of them. */
class StatedHistoryTest {

    private static final int BACK_MINUTES = 6;

    /** One delivery; its sender counts attempts. */
    record Event(int id, @Nullable Instant at, int attempt) {}

    /** What the oracle keeps of one event. */
    private static final class Sent {
        @Nullable
        Instant at;

        int attempts;
        boolean processed;
    }

    private record Open(Event event, long minute, boolean within, Tracking tracking, boolean settles) {}

    private final ManualTime clock = new ManualTime();
    private final Map<Long, long[]> expected = new TreeMap<>(); // by minute: received, processed
    private final Set<Integer> inFlight = new HashSet<>();
    private final List<Open> open = new ArrayList<>();
    private long outside;

    private static Handler<Event> handler(PilotMetrics pilot) {
        return pilot.handler("h", Event.class)
                .longId(Event::id)
                .maxIds(10_000)
                .duplicatesWithin(Duration.ofDays(1))
                .attempt(Event::attempt)
                .occurredAt(Event::at)
                .countedByMinute(Duration.ofMinutes(BACK_MINUTES))
                .register();
    }

    /** All seeds, or the one that {@code -Dstated.seed} names. */
    static LongStream seeds() {
        Long one = Long.getLong("stated.seed");
        return one != null ? LongStream.of(one) : LongStream.rangeClosed(1, 400);
    }

    private long currentMinute() {
        return Math.floorDiv(clock.wall().getEpochSecond(), 60);
    }

    /** Counts by the rule, with all that it needs to know. */
    private void expect(int which, long minute, boolean within) {
        if (within) {
            expected.computeIfAbsent(minute, m -> new long[2])[which]++;
        } else if (which == 0) {
            outside++;
        }
    }

    private boolean isWithin(long minute) {
        return minute > currentMinute() - BACK_MINUTES && minute < currentMinute() + 2;
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void minutes_anyHistory_areTheOracles(long seed) {
        Random random = new Random(seed);
        try (PilotMetrics pilot = PilotMetrics.builder("p").clock(clock).build()) {
            Handler<Event> handler = handler(pilot);
            clock.seconds(random.nextInt(600));
            List<Sent> sent = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                if (random.nextInt(8) == 0) {
                    clock.seconds(random.nextInt(random.nextInt(10) == 0 ? 400 : 20));
                }
                if (random.nextInt(4) == 0 && !open.isEmpty()) {
                    end(random, open.remove(random.nextInt(open.size())), sent);
                } else {
                    deliver(random, handler, sent);
                }
                if (random.nextInt(30) == 0) {
                    compare(handler.snapshot().stated());
                }
            }
            open.forEach(each -> end(random, each, sent));
            compare(handler.snapshot().stated());
            compare(PilotSnapshot.parse(pilot.snapshot().toJson()).handler("h").stated());
        }
    }

    /** A first delivery, a repeat, or a retry of one that failed. */
    private void deliver(Random random, Handler<Event> handler, List<Sent> sent) {
        int id = random.nextInt(3) == 0 && !sent.isEmpty() ? random.nextInt(sent.size()) : sent.size();
        boolean first = id == sent.size();
        if (first) {
            Sent next = new Sent();
            next.at = random.nextInt(20) == 0 ? null : around(random);
            sent.add(next);
        }
        Sent one = sent.get(id);
        boolean repeat = one.processed || inFlight.contains(id);
        Event event = new Event(id, one.at, ++one.attempts);
        long minute = Math.floorDiv(one.at == null ? clock.wall().getEpochSecond() : one.at.getEpochSecond(), 60);
        if (first) {
            expect(0, minute, isWithin(minute));
        }
        Tracking tracking = handler.start(event);
        if (!repeat) {
            inFlight.add(id);
        }
        open.add(new Open(event, minute, isWithin(minute), tracking, !repeat));
    }

    /** Mostly at the borders of minutes, some late, a few of other days. */
    private Instant around(Random random) {
        Instant now = clock.wall();
        return switch (random.nextInt(10)) {
            case 0 -> now.plusSeconds(random.nextInt(400) - 200);
            case 1 -> now.minusSeconds(random.nextInt(900));
            case 2 -> now.plusSeconds((random.nextBoolean() ? 1 : -1) * 86_400L * random.nextInt(400));
            default -> Instant.ofEpochSecond(60 * (currentMinute() + random.nextInt(4) - 2), random.nextInt(3) - 1);
        };
    }

    private void end(Random random, Open ending, List<Sent> sent) {
        boolean well = random.nextInt(3) > 0;
        if (well) {
            ending.tracking().success();
        } else {
            ending.tracking().failure(new IllegalStateException("down"));
        }
        if (ending.settles()) {
            inFlight.remove(ending.event().id());
            if (well) {
                sent.get(ending.event().id()).processed = true;
                expect(1, ending.minute(), ending.within());
            }
        }
    }

    private void compare(StatedCounts stated) {
        Map<Instant, StatedCounts.Minute> minutes = new TreeMap<>();
        expected.forEach((minute, counts) -> {
            if (isWithin(minute)) {
                minutes.put(Instant.ofEpochSecond(60 * minute), new StatedCounts.Minute(counts[0], counts[1]));
            }
        });
        assertThat(stated.minutes()).isEqualTo(minutes);
        assertThat(stated.outside()).isEqualTo(outside);
    }

    static LongStream fewSeeds() {
        return LongStream.rangeClosed(1, 20);
    }

    /** Each id goes to some of the instances' threads, at random and more than once; the senders' books are the oracle. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("fewSeeds")
    void statements_ofWhatWasReallySent_threadsAndInstances_haveNoDifference(long seed) throws Exception {
        int instances = 1 + (int) (seed % 3);
        List<PilotMetrics> pilots = new ArrayList<>();
        List<Handler<Event>> handlers = new ArrayList<>();
        for (int i = 0; i < instances; i++) {
            pilots.add(PilotMetrics.builder("p").instance("i" + i).clock(clock).build());
            handlers.add(handler(pilots.get(i)));
        }
        clock.seconds(180); // minutes 0, 1, 2 are over; the third is the one that counts
        long[][] sent = new long[4][4]; // by thread and minute
        long[][] stored = new long[4][4];
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> done = new ArrayList<>();
            for (int t = 0; t < 4; t++) {
                int thread = t;
                Random random = new Random(seed * 31 + t);
                done.add(threads.submit(() -> send(thread, random, handlers, sent[thread], stored[thread])));
            }
            for (Future<?> each : done) {
                each.get();
            }
        } finally {
            threads.shutdown();
        }
        for (int minute = 0; minute < 4; minute++) {
            int m = minute;
            Instant from = Instant.ofEpochSecond(60L * minute);
            long all = Arrays.stream(sent).mapToLong(each -> each[m]).sum();
            handlers.get(minute % instances).sent("shop", from, from.plusSeconds(60), all);
            handlers.get(0)
                    .stored(
                            "crm",
                            from,
                            from.plusSeconds(60),
                            Arrays.stream(stored).mapToLong(each -> each[m]).sum());
        }
        clock.seconds(121);
        PilotSnapshot merged = pilots.get(0).snapshot();
        for (int i = 1; i < instances; i++) {
            merged = PilotSnapshot.merge(merged, pilots.get(i).snapshot());
        }
        StatedCounts stated = merged.handler("h").stated();
        assertThat(stated.differences()).hasSize(8).allSatisfy(each -> {
            assertThat(each.state()).isEqualTo(CountDifference.State.CLOSED);
            assertThat(each.difference()).as("%s", each).isZero();
        });
        assertThat(stated.statements()).anyMatch(each -> each.kind() == Statement.Kind.STORED && each.count() > 100);
        pilots.forEach(PilotMetrics::close);
    }

    private static void send(int thread, Random random, List<Handler<Event>> handlers, long[] sent, long[] stored) {
        Map<Integer, Handler<Event>> instance = new HashMap<>();
        for (int i = 0; i < 500; i++) {
            int id = thread * 1_000 + i;
            int minute = random.nextInt(4);
            Event event = new Event(id, Instant.ofEpochSecond(60L * minute + random.nextInt(60)), 1);
            Handler<Event> to = instance.computeIfAbsent(id, n -> handlers.get(random.nextInt(handlers.size())));
            sent[minute]++;
            boolean fails = random.nextInt(4) == 0;
            run(to, event, fails);
            boolean retried = fails && random.nextBoolean();
            if (retried) {
                run(to, new Event(id, event.at(), 2), false);
            } else if (!fails && random.nextInt(4) == 0) {
                run(to, event, random.nextBoolean()); // a repeat, however it ends
            }
            stored[minute] += !fails || retried ? 1 : 0;
        }
    }

    private static void run(Handler<Event> to, Event event, boolean fails) {
        try {
            to.run(event, e -> {
                if (fails) {
                    throw new IllegalStateException("down");
                }
            });
        } catch (IllegalStateException e) {
            // its sender may try again
        }
    }
}
