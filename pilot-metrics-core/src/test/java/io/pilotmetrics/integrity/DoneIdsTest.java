// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.integrity;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotmetrics.snapshot.Rate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class DoneIdsTest {

    private record Known(long content, long generation) {}

    static LongStream seeds() {
        return IdHistory.seeds(300);
    }

    /**
     * Against a map: any steps, also thousands at once, so that eight bits come round again and again, of ids that end generations by number,
     * and of buckets that nobody touches for long.
     */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void table_anyHistory_knowsWhatTheMapKnows(long seed) {
        Random random = new Random(seed);
        int limit = 1 + random.nextInt(1_000);
        int pace = 1 + random.nextInt(40);
        Generations generations = new Generations(limit);
        DoneIds done = new DoneIds(generations, limit, true, DoneIds.FINGERPRINT_BITS);
        Map<Long, Known> all = new HashMap<>();
        Set<Long> over = new HashSet<>();
        long now = 0;
        for (int i = 0; i < 6_000; i++) {
            if (random.nextInt(pace) == 0) {
                now += random.nextInt(200) == 0 ? random.nextInt(700) : random.nextInt(4);
                int before = generations.size();
                assertThat(generations.advance(now)).isEqualTo(before - generations.size());
            }
            if (generations.isFull()) {
                generations.evict();
            }
            long hash = random.nextLong();
            long content = random.nextLong() | 1L << 63;
            long generation = generations.enter();
            assertThat(done.insert(hash, content, generation)).isEqualTo(DoneIds.NONE);
            all.put(hash, new Known(content, generation));
            if (random.nextInt(200) == 0) {
                all.forEach((id, known) -> {
                    if (!generations.isAlive(known.generation)) {
                        over.add(id);
                    }
                });
                over.forEach(id -> {
                    assertThat(done.find(id)).isEqualTo(-1);
                    all.remove(id);
                });
                assertThat(generations.size()).isEqualTo(all.size());
                all.forEach((id, known) -> {
                    int found = done.find(id);
                    assertThat(found).isNotNegative();
                    assertThat(done.content(found)).isEqualTo(known.content >>> 48);
                });
            }
            assertThat(done.find(random.nextLong())).isEqualTo(-1);
        }
    }

    /** What is over is not found, however long its bucket was left alone, and however often it was looked at. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void table_leftAlone_forgetsWhatIsOver(long seed) {
        Random random = new Random(seed);
        Generations generations = new Generations(1_000);
        DoneIds done = new DoneIds(generations, 1_000, false, DoneIds.FINGERPRINT_BITS);
        long[] hashes = random.longs(100).toArray();
        for (long hash : hashes) {
            done.insert(hash, 0, generations.enter());
        }
        int pause = 1 + random.nextInt(400);
        for (long passed = 1; passed < 2_000; passed++) {
            generations.advance(passed);
            generations.leave(generations.enter()); // in flight, and forgotten: it enters no bucket
            if (random.nextInt(pause) == 0) {
                int alive = 0;
                for (long hash : hashes) {
                    alive += done.find(hash) >= 0 ? 1 : 0;
                }
                assertThat(alive).isEqualTo(generations.size()).isEqualTo(passed > Generations.LIFE ? 0 : 100);
            }
        }
    }

    /** Of more ids than there are slots, each that finds no place costs one: the one whose generation is told. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void table_overfull_tellsWhichGenerationLostAnId(long seed) {
        Random random = new Random(seed);
        Generations generations = new Generations(2_000);
        DoneIds done = new DoneIds(generations, 100, true, DoneIds.FINGERPRINT_BITS);
        Map<Long, Known> all = new HashMap<>();
        for (int i = 0; i < 600; i++) {
            long hash = random.nextLong();
            long content = random.nextLong() | 1L << 63;
            long generation = generations.enter();
            all.put(hash, new Known(content, generation));
            long lost = done.insert(hash, content, generation);
            if (lost != DoneIds.NONE) {
                List<Long> missing =
                        all.keySet().stream().filter(id -> done.find(id) < 0).toList();
                assertThat(missing).hasSize(1);
                Known gone = Objects.requireNonNull(all.remove(missing.get(0)));
                assertThat(lost).isEqualTo(gone.generation);
                generations.leave(lost);
            }
        }
        assertThat(all).hasSizeLessThan(200);
        assertThat(generations.size()).isEqualTo(all.size());
        all.forEach((id, known) -> assertThat(done.content(done.find(id))).isEqualTo(known.content >>> 48));
    }

    /** A hash whose low bits are 0 looks like an empty slot, and content whose high bits are looks unknown: neither is taken for it. */
    @Test
    void zeros_areNoEmptySlotAndNoUnknownContent() {
        Generations generations = new Generations(10);
        DoneIds done = new DoneIds(generations, 10, true, DoneIds.FINGERPRINT_BITS);
        long hash = 0x1234_5678_0000_0000L;
        assertThat(done.find(hash)).isEqualTo(-1);
        done.insert(hash, 5, generations.enter());
        assertThat(done.find(hash)).isNotNegative();
        assertThat(done.content(done.find(hash))).isEqualTo(DoneIds.kept(5)).isNotEqualTo(IdWindow.UNKNOWN_CONTENT);
        assertThat(DoneIds.kept(IdWindow.UNKNOWN_CONTENT)).isEqualTo(IdWindow.UNKNOWN_CONTENT);
    }

    /** With few bits the false finds are many enough to count; the Javadoc's formula is within their interval each time. */
    @ParameterizedTest(name = "{0} bits")
    @CsvSource({"16, 2000000", "20, 12000000", "24, 100000000"})
    void falseFinds_followTheFormula(int bits, long probes) {
        int ids = 8_000;
        double load = 0.8;
        Generations generations = new Generations(ids);
        DoneIds done = new DoneIds(generations, ids, false, bits);
        Random random = new Random(bits);
        for (int i = 0; i < ids; i++) {
            done.insert(random.nextLong(), 0, generations.enter());
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
