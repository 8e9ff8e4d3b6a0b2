// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.latency;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotmetrics.snapshot.Levels;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class InFlightTest {

    private static final long SECOND = 1_000_000_000L;
    private static final long STEP = Levels.OLDEST_IN_FLIGHT_STEP_NANOS;

    /** Two stripes, as of one thread that begins and another that ends, and a list of what is in flight. */
    private static final class Calls {
        private final Recorder recorder = new Recorder(2);
        private final Stripe begins = recorder.mine();
        private final Stripe ends = new OwnedStripe(2, new long[0]);
        private final InFlight inFlight = new InFlight();
        private final List<Long> open = new ArrayList<>();
        private long now;

        long begin() {
            begins.begin(0, now);
            open.add(now);
            return now;
        }

        void end(long begun) {
            ends.over(1, begun);
            open.remove(begun);
        }

        long oldest() {
            return inFlight.oldest(place -> begins.inFlight(place) + ends.inFlight(place), now);
        }

        /** What the oldest is told of its age, by the list. */
        long expected() {
            long oldest = open.stream().mapToLong(begun -> now - begun).max().orElse(0);
            long toldAtLeast =
                    Math.floorMod(now - oldest, STEP) + oldest - STEP; // from the end of the step it began in
            return Math.max(0, toldAtLeast);
        }
    }

    static LongStream seeds() {
        return LongStream.range(0, 200);
    }

    /** Calls of up to 25 seconds, far below the 34 after which a cell is used again. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void oldest_anyHistory_isTheListsToAStep(long seed) {
        Random random = new Random(seed);
        Calls calls = new Calls();
        calls.now = random.nextLong();
        for (int i = 0; i < 2_000; i++) {
            calls.now += random.nextInt(5) == 0 ? random.nextLong(SECOND) : random.nextLong(1_000);
            if (random.nextInt(3) == 0) {
                calls.begin();
            }
            calls.open.stream()
                    .filter(begun -> calls.now - begun > 25 * SECOND || random.nextInt(4) == 0)
                    .toList()
                    .forEach(calls::end);
            assertThat(calls.oldest()).isEqualTo(calls.expected());
        }
    }

    @Test
    void oldest_stuckForAnHourInTraffic_isToldToAStep() {
        Calls calls = new Calls();
        calls.begin();
        for (int s = 0; s < 3_600; s++) {
            long other = calls.begin();
            calls.now += SECOND;
            calls.end(other);
            assertThat(calls.oldest()).isBetween(calls.now - STEP, calls.now);
        }
        calls.end(0);
        for (int s = 0; s < 2 * 16; s++) {
            calls.now += SECOND;
            assertThat(calls.oldest()).isZero();
        }
    }

    /** A begin on one stripe and its end on another may be read in the wrong order; an old call does not vanish for it. */
    @Test
    void oldest_endReadBeforeItsBegin_keepsTheOldCall() {
        Calls calls = new Calls();
        calls.begin();
        assertThat(calls.oldest()).isZero();
        calls.now = 16 * STEP; // the same cell's step again
        assertThat(calls.oldest()).isEqualTo(15 * STEP);
        long raced = calls.now;
        calls.ends.over(1, raced);
        assertThat(calls.oldest()).isZero();
        calls.begins.begin(0, raced);
        assertThat(calls.oldest()).isEqualTo(15 * STEP);
    }

    @Test
    void cells_thatShareALong_doNotDisturbEachOther() {
        Calls calls = new Calls();
        calls.now = STEP; // the upper half
        calls.ends.over(1, 0);
        calls.begins.begin(0, 0);
        calls.begin();
        calls.now = 3 * STEP;
        assertThat(calls.oldest()).isEqualTo(STEP);
    }

    @Test
    void oldest_ofARecorder_countsAllItsStripes() throws InterruptedException {
        Recorder recorder = new Recorder(2);
        recorder.mine().begin(0, 0);
        assertThat(recorder.oldestInFlight(10 * STEP)).isEqualTo(9 * STEP);
        Thread other = new Thread(() -> recorder.mine().over(1, 0));
        other.start();
        other.join();
        assertThat(recorder.oldestInFlight(10 * STEP)).isZero();
    }
}
