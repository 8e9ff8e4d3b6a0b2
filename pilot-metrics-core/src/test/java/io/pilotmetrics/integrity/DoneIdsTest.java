// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.integrity;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotmetrics.snapshot.Rate;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class DoneIdsTest {

    static LongStream seeds() {
        return LongStream.range(0, 300);
    }

    /** Against a map: any steps, also thousands at once, so that eight bits of age come round again and again. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void table_anyHistory_knowsWhatTheMapKnows(long seed) {
        Random random = new Random(seed);
        int limit = 1 + random.nextInt(180); // in so few buckets the hand finds the oldest each time
        DoneIds done = new DoneIds(limit, true, DoneIds.FINGERPRINT_BITS);
        Map<Long, long[]> all = new HashMap<>(); // hash: step, content
        long now = 0;
        long expired = 0;
        for (int i = 0; i < 4_000; i++) {
            if (random.nextInt(10) == 0) {
                now += random.nextInt(8) == 0 ? random.nextInt(700) : random.nextInt(5);
                long at = now;
                int before = all.size();
                all.values().removeIf(known -> at - known[0] > 128);
                expired += done.advance(now);
                assertThat(done.size()).isEqualTo(all.size());
                before -= all.size();
                expired -= before;
                assertThat(expired).isZero();
            }
            if (all.size() < limit) {
                long hash = random.nextLong();
                long step = now - random.nextInt(3);
                long content = random.nextLong() | 1L << 63;
                assertThat(done.insert(hash, content, step)).isEqualTo(DoneIds.NONE);
                all.put(hash, new long[] {step, content});
            } else {
                long oldest =
                        all.values().stream().mapToLong(known -> known[0]).min().orElseThrow();
                assertThat(done.oldestStep()).isEqualTo(oldest);
                assertThat(done.evict()).isEqualTo(oldest);
                long at = now;
                int missing = 0;
                for (var each : Map.copyOf(all).entrySet()) {
                    if (done.find(each.getKey()) < 0) {
                        assertThat(each.getValue()[0]).isEqualTo(oldest);
                        all.remove(each.getKey());
                        missing++;
                    }
                }
                assertThat(missing).as("ids that gave way at step %s", at).isEqualTo(1);
            }
            if (random.nextInt(50) == 0) {
                all.forEach((hash, known) -> {
                    int found = done.find(hash);
                    assertThat(found).isNotNegative();
                    assertThat(done.content(found)).isEqualTo(known[1] >>> 48);
                });
            }
            assertThat(done.find(random.nextLong())).isEqualTo(-1);
        }
    }

    /** With few bits the false finds are many enough to count; the Javadoc's formula is within their interval each time. */
    @ParameterizedTest(name = "{0} bits")
    @CsvSource({"16, 2000000", "20, 12000000", "24, 100000000"})
    void falseFinds_followTheFormula(int bits, long probes) {
        int ids = 8_000;
        double load = 0.8;
        DoneIds done = new DoneIds(ids, false, bits);
        Random random = new Random(bits);
        for (int i = 0; i < ids; i++) {
            done.insert(random.nextLong(), 0, 0);
        }
        long state = bits;
        long found = 0;
        for (long i = 0; i < probes; i++) {
            state += 0x9E3779B97F4A7C15L; // SplitMix64
            long hash = (state ^ (state >>> 30)) * 0xBF58476D1CE4E5B9L;
            hash = (hash ^ (hash >>> 27)) * 0x94D049BB133111EBL;
            found += done.find(hash ^ (hash >>> 31)) >= 0 ? 1 : 0;
        }
        double formula = 8 * load / Math.pow(2, bits);
        var interval = new Rate(found, probes).interval();
        assertThat(formula).isBetween(interval.low(), interval.high());
        assertThat(interval.high()).as("an interval that says something").isLessThan(2 * formula);
        assertThat(8 / Math.pow(2, DoneIds.FINGERPRINT_BITS)).isLessThan(1e-9);
    }
}
