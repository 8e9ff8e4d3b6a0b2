// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.integrity;

import static io.pilotmetrics.snapshot.Gaps.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GapListTest {

    static LongStream seeds() {
        return SequenceHistoriesTest.seeds(300);
    }

    /** Against a map that has each missing number by itself. Sizes go far beyond what lies open and what keeps its times. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void anyChanges_agreeWithAMapOfAllNumbers(long seed) {
        Random random = new Random(seed);
        GapList gaps = new GapList();
        TreeMap<Long, Long> after = new TreeMap<>(); // of each missing number, the time below its gap
        long last = 0;
        int steps = random.nextInt(4) == 0 ? 6_000 : 400;
        int fills = 1 + random.nextInt(20);
        for (int i = 0; i < steps; i++) {
            if (random.nextInt(20) >= fills || after.isEmpty()) {
                long first = last + 1 + random.nextInt(4); // 0 is adjacent
                long end = first + (random.nextInt(10) == 0 ? random.nextInt(200) : 0);
                Long adjacent = after.get(first - 1);
                gaps.append(first, end, first * 10, end * 10 + 20);
                for (long number = first; number <= end; number++) {
                    after.put(number, adjacent != null ? adjacent : first * 10);
                }
                last = end;
            } else {
                long near = random.nextBoolean() ? last - random.nextInt(50) : (long) (random.nextDouble() * last);
                boolean there = after.remove(near) != null;
                assertThat(gaps.contains(near)).isEqualTo(there);
                assertThat(gaps.remove(near, UNKNOWN, UNKNOWN)).isEqualTo(there);
            }
            if (random.nextInt(500) == 0 && gaps.count() > 3) {
                long upTo = gaps.highestOf(1 + random.nextInt(gaps.count() - 1));
                assertThat(gaps.removeUpTo(upTo))
                        .isEqualTo(after.headMap(upTo, true).size());
                after.headMap(upTo, true).clear();
            }
        }
        List<Long> found = new ArrayList<>();
        int[] count = new int[1];
        gaps.forEach((first, end, below, above) -> {
            count[0]++;
            for (long number = first; number <= end; number++) {
                found.add(number);
                Long exact = after.get(number);
                assertThat(exact).isNotNull();
                assertThat(below).as("the time below %d", number).isLessThanOrEqualTo(exact);
                assertThat(above).isGreaterThan(number * 10);
            }
        });
        assertThat(found).containsExactlyElementsOf(after.keySet());
        assertThat(gaps.count()).isEqualTo(count[0]);
    }

    @Test
    void packedGaps_thatAreCutAgainAndAgain_stayWhole() {
        GapList gaps = new GapList();
        TreeMap<Long, Boolean> missing = new TreeMap<>();
        for (long n = 0; n < 400; n++) {
            gaps.append(20 * n, 20 * n + 14, n, n + 1);
            LongStream.rangeClosed(20 * n, 20 * n + 14).forEach(number -> missing.put(number, true));
        }
        for (long cut : new long[] {7, 3, 11, 5, 9}) { // each makes two of one
            for (long n = 0; n < 400; n++) {
                assertThat(gaps.remove(20 * n + cut, UNKNOWN, UNKNOWN)).isTrue();
                missing.remove(20 * n + cut);
            }
        }
        List<Long> found = new ArrayList<>();
        gaps.forEach((first, last, after, before) ->
                LongStream.rangeClosed(first, last).forEach(found::add));
        assertThat(found).containsExactlyElementsOf(missing.keySet());
        assertThat(gaps.count()).isEqualTo(400 * 6);
    }

    @Test
    void newestThousandGaps_keepTheirOwnTimes_evenPacked() {
        GapList gaps = new GapList();
        for (long n = 1; n <= 4_000; n++) {
            gaps.append(10 * n, 10 * n, n, n + 1);
        }
        Map<Long, Long> below = new TreeMap<>();
        gaps.forEach((first, last, after, before) -> below.put(first / 10, after));
        for (long n = 2_977; n <= 4_000; n++) {
            assertThat(below).containsEntry(n, n);
        }
        assertThat(below.get(100L)).as("that of its block").isLessThanOrEqualTo(100);
    }

    @Test
    void filledNumber_boundsBothSides_unlessItCameLate() {
        GapList gaps = new GapList();
        gaps.append(1, 9, 100, 200);
        gaps.remove(5, 150, 151);
        gaps.append(11, 19, 200, 300);
        gaps.remove(15, 350, 351);
        List<String> shown = new ArrayList<>();
        gaps.forEach((first, last, after, before) -> shown.add(first + "-" + last + " " + after + "-" + before));
        assertThat(shown).containsExactly("1-4 100-151", "6-9 150-200", "11-14 200-300", "16-19 200-300");
    }

    @Test
    void gammaCode_ofAnyNumber_isReadAgain() {
        Random random = new Random(1);
        GammaCode.Writer writer = new GammaCode.Writer();
        List<Long> numbers =
                new ArrayList<>(List.of(1L, 2L, 3L, Long.MAX_VALUE, 1L, 1L << 62, (1L << 28) - 1, 1L << 29));
        for (int i = 0; i < 10_000; i++) {
            numbers.add(1 + (random.nextLong() >>> (1 + random.nextInt(63))));
        }
        numbers.removeIf(number -> number < 1);
        numbers.forEach(writer::put);
        GammaCode.Reader reader = new GammaCode.Reader(writer.toBytes());
        for (long number : numbers) {
            assertThat(reader.next()).isEqualTo(number);
        }
        assertThatIllegalArgumentException().isThrownBy(() -> {
            for (int i = 0; i < 9; i++) {
                reader.next();
            }
        });
    }
}
