// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MinuteRingTest {

    private static final int RECEIVED = MinuteRing.RECEIVED;
    private static final int PROCESSED = MinuteRing.PROCESSED;

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 200);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void counts_anyOrderOfMinutes_areTheNewestOfEachPlace(long seed) {
        Random random = new Random(seed);
        int places = 1 + random.nextInt(5);
        MinuteRing ring = new MinuteRing(places, 1);
        Map<Integer, long[]> cellsByPlace = new HashMap<>(); // by place: minute, received, processed
        long base = random.nextLong(2_000) - 1_000;
        for (int i = 0; i < 500; i++) {
            long minute = base + i / 20L + random.nextInt(8) - 4;
            int which = random.nextInt(2);
            long[] cells = cellsByPlace.computeIfAbsent(
                    2 * (int) Math.floorMod(minute, (long) places) + which, p -> new long[] {Long.MIN_VALUE, 0});
            boolean counted = minute >= cells[0];
            if (minute > cells[0]) {
                cells[0] = minute;
                cells[1] = 0;
            }
            cells[1] += counted ? 1 : 0;
            assertThat(ring.add(which, minute)).isEqualTo(counted);
            assertThat(ring.get(which, minute)).isEqualTo(counted ? cells[1] : 0);
        }
    }

    @Test
    void minute_outOfAllTime_isNotCounted() {
        MinuteRing ring = new MinuteRing(10);
        for (long minute : new long[] {Long.MIN_VALUE, -(1L << 24), 1L << 30, Long.MAX_VALUE}) {
            assertThat(ring.add(RECEIVED, minute)).isFalse();
        }
        long first = -(1L << 24) + 1;
        long last = (1L << 30) - (1L << 24) - 1;
        assertThat(ring.add(RECEIVED, first)).isTrue();
        assertThat(ring.get(RECEIVED, first)).isEqualTo(1);
        assertThat(ring.add(PROCESSED, last)).isTrue();
        assertThat(ring.get(PROCESSED, last)).isEqualTo(1);
        assertThat(ring.get(RECEIVED, last)).isZero();
    }

    /** Each thread walks through the minutes at its own pace, so that places are taken over while others still count. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("fewSeeds")
    void threads_thatTakePlacesOver_loseNoCountOfTheNewest(long seed) throws Exception {
        int threads = 4;
        int minutes = 40;
        int places = 4;
        MinuteRing ring = new MinuteRing(places, seed % 2 == 0 ? 1 : 4);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        CountDownLatch ready = new CountDownLatch(threads);
        List<Future<?>> done = new ArrayList<>();
        for (int t = 0; t < threads; t++) {
            Random random = new Random(seed * 31 + t);
            done.add(pool.submit(() -> {
                ready.countDown();
                ready.await();
                for (int minute = 0; minute < minutes; minute++) {
                    for (int i = 0; i < 500; i++) {
                        ring.add(RECEIVED, minute);
                    }
                    ring.add(RECEIVED, minute - random.nextInt(2 * places)); // an old one, counted or not
                }
                return null;
            }));
        }
        for (Future<?> each : done) {
            each.get();
        }
        pool.shutdown();
        // The last minutes' places were taken over by nobody; what is old adds a few to them at most.
        for (int minute = minutes - places; minute < minutes; minute++) {
            assertThat(ring.get(RECEIVED, minute)).isBetween(500L * threads, 500L * threads + 2L * places * threads);
        }
        assertThat(ring.get(RECEIVED, minutes - 1)).isBetween(500L * threads, 501L * threads);
    }

    static LongStream fewSeeds() {
        return LongStream.rangeClosed(1, 10);
    }
}
