// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.latency;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotmetrics.latency.WindowRing.State;
import io.pilotmetrics.snapshot.Counts;
import io.pilotmetrics.snapshot.Histogram;
import io.pilotmetrics.snapshot.LatencySnapshot;
import io.pilotmetrics.snapshot.LatencySnapshot.Threshold;
import io.pilotmetrics.snapshot.Levels;
import io.pilotmetrics.snapshot.Readings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WindowRingTest {

    private static final long SECOND = 1_000_000_000L;

    /** An account that keeps every event, and when it came. */
    private static final class Everything implements WindowRing.Account {
        private final Recorder recorder = new Recorder(0, 1_000);
        private final Map<String, Long> counts = new HashMap<>();
        private final List<long[]> calls = new ArrayList<>(); // when, how long
        private final List<Long> ticks = new ArrayList<>();
        private long now;
        private int reads;

        void call(String counter, long nanos) {
            counts.merge(counter, 1L, Long::sum);
            recorder.mine().record(nanos);
            calls.add(new long[] {now, nanos});
        }

        @Override
        public State state() {
            reads++;
            return new State(now, Counts.of(counts), recorder.latency(), calls.size(), Levels.NONE);
        }

        @Override
        public long stamp() {
            return calls.size();
        }

        @Override
        public long idle() {
            return now;
        }

        /** The first tick that is not older than a length; what came from there on is in the window. */
        long start(Duration length) {
            return ticks.stream()
                    .filter(tick -> now - tick <= length.toNanos())
                    .findFirst()
                    .orElse(ticks.get(ticks.size() - 1));
        }
    }

    static LongStream seeds() {
        return LongStream.range(0, 100);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void windows_anyHistory_holdWhatCameSinceTheirStart(long seed) {
        Random random = new Random(seed);
        Everything all = new Everything();
        all.now = random.nextLong() / 2;
        WindowRing ring = new WindowRing(all);
        all.ticks.add(all.now);
        int seconds = 1 + random.nextInt(800);
        for (int s = 0; s < seconds; s++) {
            if (random.nextInt(3) > 0) {
                for (int i = random.nextInt(5); i > 0; i--) {
                    all.call("c" + random.nextInt(3), random.nextInt(4) == 0 ? 0 : random.nextLong(1, 3_000));
                }
            }
            if (random.nextInt(20) == 0) {
                check(all, ring);
            }
            all.now += SECOND + (random.nextInt(40) == 0 ? random.nextInt(20) * SECOND : random.nextInt(1_000_000));
            ring.tick();
            all.ticks.add(all.now);
        }
        check(all, ring);
    }

    private static void check(Everything all, WindowRing ring) {
        all.now += 1;
        Map<Duration, Readings> windows = ring.read().windows();
        assertThat(windows.keySet()).containsExactlyElementsOf(WindowRing.LENGTHS);
        windows.forEach((length, window) -> {
            long start = all.start(length);
            List<long[]> inside =
                    all.calls.stream().filter(call -> call[0] - start >= 0).toList();
            assertThat(window.span().toNanos()).isEqualTo(all.now - start);
            assertThat(window.counts().sum("c")).isEqualTo(inside.size());
            assertThat(window.latency().count()).isEqualTo(inside.size());
            assertThat(window.latency().sumNanos())
                    .isEqualTo(inside.stream().mapToLong(call -> call[1]).sum());
            Recorder expected = new Recorder(0, 1_000);
            inside.forEach(call -> expected.mine().record(call[1]));
            Histogram histogram = expected.latency().histogram();
            assertThat(window.latency().histogram()).isEqualTo(histogram);
            assertThat(window.latency().max().toNanos()).isEqualTo(histogram.highestBoundNanos());
            long met = window.latency()
                    .threshold(1_000)
                    .map(threshold -> threshold.met())
                    .orElse(0L);
            assertThat(met)
                    .isEqualTo(inside.stream().filter(call -> call[1] <= 1_000).count());
            assertThat(window.inFlightAtStart()).isEqualTo(all.calls.size() - inside.size());
        });
    }

    @Test
    void tick_fasterThanOnceASecond_coversLessAndSaysSo() {
        Everything all = new Everything();
        WindowRing ring = new WindowRing(all);
        for (int i = 0; i < 2_000; i++) {
            all.call("c", 5);
            all.now += SECOND / 10;
            ring.tick();
        }
        Readings five = Objects.requireNonNull(ring.read().windows().get(Duration.ofMinutes(5)));
        assertThat(five.span()).isEqualTo(Duration.ofSeconds(31));
        assertThat(five.counts().get("c")).isEqualTo(310);
    }

    /** A call writes its sum, then its bucket, then what it met: a tick between them sees one without the other. */
    @Test
    void tick_inTheMiddleOfACall_losesNothingOfIt() {
        Histogram one = Histogram.of(0, 0, new long[] {1});
        long limit = 2 * SECOND;
        List<LatencySnapshot> written = List.of(
                new LatencySnapshot(Histogram.EMPTY, 0, 0, 0, true, 0, List.of(new Threshold(limit, 0, 0))),
                new LatencySnapshot(Histogram.EMPTY, SECOND, 0, 0, true, 0, List.of(new Threshold(limit, 0, 0))),
                new LatencySnapshot(one, SECOND, SECOND, SECOND, true, 0, List.of(new Threshold(limit, 0, 1))),
                new LatencySnapshot(one, SECOND, SECOND, SECOND, true, 0, List.of(new Threshold(limit, 1, 1))));
        AtomicInteger step = new AtomicInteger();
        WindowRing ring = new WindowRing(new WindowRing.Account() {
            @Override
            public State state() {
                return new State(idle(), Counts.NONE, written.get(step.get()), 1, Levels.NONE);
            }

            @Override
            public long stamp() {
                return step.get();
            }

            @Override
            public long idle() {
                return step.get();
            }
        });
        for (int i = 1; i < written.size(); i++) {
            step.set(i);
            ring.tick();
            LatencySnapshot minute = Objects.requireNonNull(
                            ring.read().windows().get(Duration.ofMinutes(1)))
                    .latency();
            assertThat(minute.sumNanos()).isEqualTo(SECOND);
            assertThat(minute.count()).isEqualTo(written.get(i).count());
            assertThat(minute.thresholds()).isEqualTo(written.get(i).thresholds());
        }
    }

    @Test
    void tick_whereNothingHasChanged_readsNoState() {
        Everything all = new Everything();
        WindowRing ring = new WindowRing(all);
        all.call("c", 5);
        for (int s = 0; s < 100; s++) {
            all.now += SECOND;
            ring.tick();
        }
        assertThat(all.reads).isEqualTo(2); // at the beginning, and at the first tick
        Readings minute = Objects.requireNonNull(ring.read().windows().get(Duration.ofMinutes(1)));
        assertThat(minute.span()).isEqualTo(Duration.ofMinutes(1));
        assertThat(minute.counts()).isEqualTo(Counts.NONE);
        assertThat(minute.inFlightAtStart()).isEqualTo(1);
    }

    @Test
    void memory_ofABusySecond_isAFewHundredBytes() {
        Random random = new Random(1);
        Everything all = new Everything();
        WindowRing ring = new WindowRing(all);
        for (int s = 0; s < 300; s++) {
            for (int i = 0; i < 1_000; i++) {
                all.call("c" + i % 10, (long) (2e7 * Math.exp(random.nextGaussian())));
            }
            all.now += SECOND;
            ring.tick();
        }
        assertThat(ring.packedBytes() / 300).isLessThan(400);
    }

    /** Whoever reads the account makes the names anew each time; 300 slices of them would be most of the memory. */
    @Test
    void names_ofManySlices_areKeptOnce() {
        String[] before = {};
        Set<String[]> kept = Collections.newSetFromMap(new IdentityHashMap<>());
        for (int s = 0; s < 100; s++) {
            Map<String, Long> counts = new HashMap<>();
            for (int i = 0; i < 60 + s / 50; i++) {
                counts.put("malformed." + i, 1L);
            }
            Slice.Sum sum = s % 3 == 0 ? Slice.Sum.NOTHING : new Slice.Sum(Counts.of(counts), LatencySnapshot.EMPTY);
            Slice slice = new Slice(0, 0, sum, before);
            assertThat(slice.sum().counts()).isEqualTo(sum.counts());
            before = slice.names();
            kept.add(before);
        }
        assertThat(kept).hasSize(3); // none, 60 and 61
    }
}
