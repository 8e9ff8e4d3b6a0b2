// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotmetrics.snapshot.CohortSnapshot;
import io.pilotmetrics.snapshot.Counts;
import io.pilotmetrics.snapshot.HandlerSnapshot;
import io.pilotmetrics.snapshot.Law;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random histories with wrappers of every kind: what is counted of a cohort is what a handler counts that gets its events alone. */
class CohortHistoriesTest {

    private static final @Nullable String[] NAMES = {"a", "b", "c", null};

    record Event(@Nullable String cohort, String id, boolean odd) {}

    static final class Busy extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    static final class Broken extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private final ManualTime time = new ManualTime();
    private final PilotMetrics pilot = PilotMetrics.builder("p").clock(time).build();
    private final Handler<Event> all = handler("all").cohort(Event::cohort).register();
    private final Map<String, Handler<Event>> alone = new HashMap<>();
    private final List<Runnable> open = new ArrayList<>();

    private HandlerBuilder<Event> handler(String name) {
        return pilot.handler(name, Event.class)
                .id(Event::id)
                .malformedIf("odd", Event::odd)
                .refusedOn("busy", Busy.class);
    }

    private Handler<Event> alone(@Nullable String cohort) {
        return alone.computeIfAbsent(
                cohort == null ? CohortSnapshot.NONE : cohort,
                c -> handler("alone-" + c).register());
    }

    static Stream<Integer> seeds() {
        return IntStream.range(0, 1_000).boxed();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void cohort_ofAnyHistory_countsWhatAHandlerOfItsOwnWould(int seed) {
        Random random = new Random(seed);
        boolean batches = random.nextBoolean();
        int steps = 5 + random.nextInt(60);
        for (int i = 0; i < steps; i++) {
            time.pass(Duration.ofMillis(random.nextInt(50)));
            step(random, batches);
            assertThat(all.snapshot().laws()).noneMatch(law -> law.status() == Law.Status.BROKEN);
        }
        while (!open.isEmpty()) {
            time.pass(Duration.ofMillis(random.nextInt(50)));
            open.remove(random.nextInt(open.size())).run();
        }
        check(batches);
        pilot.close();
    }

    private void check(boolean batches) {
        HandlerSnapshot now = all.snapshot();
        alone.values().removeIf(handler -> handler.snapshot().received() == 0);
        assertThat(now.laws()).allMatch(law -> law.status() == Law.Status.HOLDS);
        assertThat(now.laws()).anyMatch(law -> law.name().equals("cohort law"));
        alone.forEach((cohort, handler) -> {
            HandlerSnapshot expected = handler.snapshot();
            CohortSnapshot found = now.cohort(cohort);
            assertThat(found.laws()).allMatch(law -> law.status() == Law.Status.HOLDS);
            assertThat(events(found.counts(), !batches)).as(cohort).isEqualTo(events(expected.counts(), !batches));
            if (!batches) {
                assertThat(found.latency()).as(cohort).isEqualTo(expected.latency());
            }
        });
        assertThat(now.cohorts().values().stream().filter(c -> c.received() > 0))
                .hasSameSizeAs(alone.keySet());
    }

    private static Map<String, Long> events(Counts counts, boolean withOutcomes) {
        Map<String, Long> events = new TreeMap<>(counts.asMap());
        events.keySet()
                .removeIf(key -> !(key.equals(Counts.RECEIVED)
                        || key.equals(Counts.CARRIED)
                        || key.startsWith(Counts.DISPOSITION)
                        || key.startsWith(Counts.PASSED_ON)
                        || (withOutcomes && key.startsWith(Counts.OUTCOME))));
        return events;
    }

    private Event event(Random random) {
        String cohort = NAMES[random.nextInt(NAMES.length)];
        return new Event(cohort, cohort + random.nextInt(6), random.nextInt(6) == 0);
    }

    private void step(Random random, boolean batches) {
        Event event = event(random);
        Handler<Event> own = alone(event.cohort());
        int how = random.nextInt(4);
        switch (random.nextInt(batches ? 8 : 7)) {
            case 0 -> both(own, h -> quietly(() -> h.consumer(e -> end(how)).accept(event)));
            case 1 ->
                both(
                        own,
                        h -> quietly(() -> h.consumer(e -> end(how))
                                .skipDuplicates()
                                .skipMalformed()
                                .accept(event)));
            case 2 ->
                both(
                        own,
                        h -> quietly(() -> h.function(e -> {
                                    end(how);
                                    return e;
                                })
                                .whenDuplicate(e -> e)
                                .apply(event)));
            case 3 -> both(own, h -> stage(h, event, how));
            case 4 -> both(own, h -> tracking(h, event, random.nextInt(5)), random);
            case 5 -> both(own, h -> h.refused(event, "queue_full"));
            case 6 -> {
                if (how == 0) {
                    all.malformed("not_json");
                    alone(null).malformed("not_json");
                } else {
                    both(own, h -> quietly(() -> h.run(event, e -> end(how))));
                }
            }
            default -> batch(random);
        }
    }

    private void batch(Random random) {
        List<Event> events =
                Stream.generate(() -> event(random)).limit(random.nextInt(6)).toList();
        int thrown = random.nextInt(4);
        boolean skips = random.nextBoolean();
        Event failing = events.isEmpty() ? null : events.get(0);
        accept(all, events, skips, thrown, failing);
        Map<String, List<Event>> parts = new HashMap<>();
        events.forEach(e -> parts.computeIfAbsent(String.valueOf(e.cohort()), c -> new ArrayList<>())
                .add(e));
        parts.values().forEach(part -> accept(alone(part.get(0).cohort()), part, skips, thrown, failing));
    }

    private static void accept(
            Handler<Event> handler, List<Event> events, boolean skips, int thrown, @Nullable Event failing) {
        TrackedBatch<Event> batch = handler.batch((given, report) -> {
            for (int i = 0; i < given.size(); i++) {
                if (given.get(i) == failing) {
                    report.failed(i, new Broken());
                }
            }
            end(thrown);
        });
        quietly(() -> (skips ? batch.skipDuplicates() : batch).accept(events));
    }

    private static void end(int how) {
        if (how == 0) {
            throw new Broken();
        }
        if (how == 1) {
            throw new Busy();
        }
    }

    private void stage(Handler<Event> handler, Event event, int how) {
        CompletableFuture<String> stage = new CompletableFuture<>();
        handler.<String, CompletableFuture<String>>stage(e -> stage).apply(event);
        end(() -> {
            if (how == 0) {
                stage.completeExceptionally(new Broken());
            } else if (how == 1) {
                stage.completeExceptionally(new Busy());
            } else if (how == 2) {
                stage.cancel(false);
            } else {
                stage.complete("");
            }
        });
    }

    private void tracking(Handler<Event> handler, Event event, int how) {
        Tracking tracking = handler.start(event);
        end(() -> {
            switch (how) {
                case 0 -> tracking.failure(new Broken());
                case 1 -> tracking.failure(new Busy());
                case 2 -> tracking.skip();
                case 3 -> tracking.success();
                default -> {}
            }
            tracking.close();
        });
    }

    private final List<Runnable> ends = new ArrayList<>();

    private void end(Runnable later) {
        ends.add(later);
    }

    private void both(Handler<Event> own, java.util.function.Consumer<Handler<Event>> act) {
        act.accept(all);
        act.accept(own);
        List<Runnable> pair = List.copyOf(ends);
        ends.clear();
        open.add(() -> pair.forEach(Runnable::run));
    }

    /** Of an act that draws, twice the same draw. */
    private void both(Handler<Event> own, java.util.function.Consumer<Handler<Event>> act, Random random) {
        long state = random.nextLong();
        both(own, h -> {
            random.setSeed(state);
            act.accept(h);
        });
    }

    private static void quietly(Runnable code) {
        try {
            code.run();
        } catch (Broken | Busy e) {
            // as told
        }
    }
}
