// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.integrity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class GenerationsTest {

    private record Entered(long generation, long step) {}

    static LongStream seeds() {
        return IdHistory.seeds(500);
    }

    /** Against a list of ids: floods, lulls, and ids by the thousand that leave generations that were full. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void generations_anyHistory_keepTheirLaws(long seed) {
        Random random = new Random(seed);
        int most = 1 + random.nextInt(300);
        int leaving = random.nextInt(100);
        int pace = 1 + random.nextInt(200);
        Generations generations = new Generations(most);
        List<Entered> all = new ArrayList<>();
        Map<Long, Long> stepOf = new HashMap<>();
        long now = 0;
        for (int i = 0; i < 5_000; i++) {
            if (random.nextInt(pace) == 0) {
                now += random.nextInt(20) == 0 ? random.nextInt(400) : 1;
                generations.advance(now);
                long at = now;
                all.removeIf(id -> at - id.step > Generations.LIFE); // exactly these
            }
            if (generations.isFull()) {
                assertThat(all.size()).isGreaterThanOrEqualTo(most);
                Entered oldest = all.get(0);
                assertThat(generations.evict()).isEqualTo((int) (now - oldest.step));
                all.removeIf(id -> id.generation == oldest.generation); // exactly these
            }
            Entered id = new Entered(generations.enter(), now);
            all.add(id);
            assertThat(stepOf.putIfAbsent(id.generation, now)).isIn(null, now); // a generation is of one step
            if (random.nextInt(100) < leaving) {
                generations.leave(all.remove(random.nextInt(all.size())).generation);
            }
            assertThat(generations.size()).isEqualTo(all.size());
            if (!all.isEmpty()) {
                assertThat(generations.isAlive(all.get(0).generation)).isTrue();
            }
            assertThat(generations.newest() - generations.oldest()).isLessThan(Generations.MOST_ALIVE);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 63, 64, 65, 1_000, 100_000})
    void ids_thatDoNotLeave_giveWayASixtyFourthAtATime(int most) {
        Generations generations = new Generations(most);
        for (int i = 0; i < 5 * most; i++) {
            if (generations.isFull()) {
                generations.evict();
            }
            generations.enter();
            if (i >= most) {
                assertThat(generations.size()).isBetween(most, most + (most + 63) / 64 - 1);
            }
        }
    }

    @Test
    void pause_ofMoreStepsThanANumberHolds_endsAll() {
        Generations generations = new Generations(10);
        generations.enter();
        assertThat(generations.advance((1L << 32) + 1)).isEqualTo(1);
        assertThat(generations.size()).isZero();
        generations.enter();
        assertThat(generations.advance(Long.MAX_VALUE)).isEqualTo(1);
    }
}
