// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.test;

import static io.pilotmetrics.test.PilotAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.pilotmetrics.Handler;
import io.pilotmetrics.PilotMetrics;
import io.pilotmetrics.snapshot.HandlerSnapshot;
import io.pilotmetrics.snapshot.Outcome;
import io.pilotmetrics.snapshot.PilotSnapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Three instances that each id reaches in one place are, merged, the pilot that saw everything. */
class MergeTest {

    private record Lead(int id, String source, long epoch, long number, boolean malformed) {}

    /** A pilot on its own clock, all clocks moved alike. */
    private static final class Instance implements AutoCloseable {
        final ManualClock clock = new ManualClock();
        final PilotMetrics pilot;
        final Handler<Lead> leads;

        Instance(String name) {
            pilot = PilotMetrics.builder("merge")
                    .instance(name)
                    .clock(clock)
                    .assure(PilotSnapshot.Assurance.ID_REACHES_ONE_INSTANCE)
                    .build();
            leads = pilot.handler("lead", Lead.class)
                    .id(Lead::id)
                    .sequence(Lead::source, Lead::epoch, Lead::number)
                    .malformedIf("bad", Lead::malformed)
                    .refusedOn("busy", UnsupportedOperationException.class)
                    .register();
        }

        void accept(Lead lead, int how, long nanos) {
            leads.function(l -> {
                        clock.advance(Duration.ofNanos(nanos));
                        if (how == 0) {
                            throw new UnsupportedOperationException();
                        }
                        return how;
                    })
                    .outcome(answer -> List.of(Outcome.values()).get(answer % 4))
                    .apply(lead);
        }

        PilotSnapshot snapshot() {
            return pilot.snapshot();
        }

        @Override
        public void close() {
            pilot.close();
        }
    }

    static IntStream seeds() {
        return IntStream.range(0, 60);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void threeInstances_merged_areOnePilotThatSawEverything(int seed) {
        Random random = new Random(seed);
        try (Instance all = new Instance("all");
                Instance a = new Instance("a");
                Instance b = new Instance("b");
                Instance c = new Instance("c")) {
            List<Instance> three = List.of(a, b, c);
            List<Instance> four = List.of(a, b, c, all);
            long[] last = new long[4];
            for (int i = 0; i < 150; i++) {
                int source = random.nextInt(2);
                long number = last[source] += random.nextInt(5) == 0 ? 3 : 1;
                number -= random.nextInt(6) == 0 && number > 2 ? 2 : 0;
                Lead lead = new Lead(random.nextInt(60), "shop-" + source, 0, number, random.nextInt(8) == 0);
                int how = random.nextInt(12);
                long nanos = random.nextInt(10) == 0 ? 0 : 1 + random.nextInt(1 << (1 + random.nextInt(29)));
                for (Instance instance : List.of(three.get(lead.id() % 3), all)) {
                    try {
                        instance.accept(lead, how, nanos);
                    } catch (UnsupportedOperationException refused) {
                        assertThat(how).isZero();
                    }
                }
            }
            for (Instance instance : four) {
                instance.leads.announce("shop-1", 0, last[1] + 2);
                instance.leads.announce("shop-2", 0, 4);
                instance.pilot.settle();
            }
            PilotSnapshot one = all.snapshot();
            PilotSnapshot merged = PilotSnapshot.merge(a.snapshot(), b.snapshot(), c.snapshot());
            assertSame(merged, one);
            List<PilotSnapshot> parsed = new ArrayList<>();
            three.forEach(i -> parsed.add(PilotSnapshot.parse(i.snapshot().toJson())));
            PilotSnapshot travelled = PilotSnapshot.merge(parsed.get(2), parsed.get(0), parsed.get(1));
            assertSame(travelled, one);
            assertSame(PilotSnapshot.parse(travelled.toJson()), one);
            assertThat(merged.instances()).containsExactly("a", "b", "c");
            assertThat(merged.duplicatesAreLowerBound()).isFalse();
        }
    }

    private static void assertSame(PilotSnapshot merged, PilotSnapshot one) {
        assertThat(merged).lawHolds();
        HandlerSnapshot found = merged.handler("lead");
        HandlerSnapshot whole = one.handler("lead");
        assertThat(alike(found)).isEqualTo(alike(whole));
        assertThat(found.latency()).isEqualTo(whole.latency());
        assertThat(numbers(found)).isEqualTo(numbers(whole));
    }

    /** All but what each instance finds out about numbers: what is missing in one may have come to another. */
    private static Map<String, Long> alike(HandlerSnapshot handler) {
        Map<String, Long> counts = new TreeMap<>(handler.counts().asMap());
        counts.keySet().removeIf(name -> name.startsWith("numbers."));
        return counts;
    }

    /** All but the times and the order of arrival, which are an instance's own. */
    private static List<List<Object>> numbers(HandlerSnapshot handler) {
        return handler.ledger().sources().stream()
                .map(s -> List.<Object>of(
                        s.source(),
                        s.epoch(),
                        s.first(),
                        s.last(),
                        s.seen(),
                        s.dropped().numbers(),
                        s.pending().numbers(),
                        s.jumped(),
                        s.forgotten(),
                        s.tail().announced(),
                        s.tail().lastSeen()))
                .toList();
    }
}
