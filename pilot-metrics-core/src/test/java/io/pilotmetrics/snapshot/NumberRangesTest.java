// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.pilotmetrics.snapshot.NumberRanges.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NumberRangesTest {

    private static final int SPAN = 80;

    static LongStream seeds() {
        return LongStream.range(0, 500);
    }

    private static NumberRanges random(Random random, Set<Long> numbers) {
        List<Run> runs = new ArrayList<>();
        for (int i = random.nextInt(12); i > 0; i--) {
            long first = random.nextInt(SPAN);
            long last = Math.min(SPAN - 1L, first + random.nextInt(8));
            runs.add(new Run(first, last));
            LongStream.rangeClosed(first, last).forEach(numbers::add);
        }
        return NumberRanges.of(runs);
    }

    private static Set<Long> each(NumberRanges ranges) {
        Set<Long> numbers = new TreeSet<>();
        ranges.runs()
                .forEach(run -> LongStream.rangeClosed(run.first(), run.last()).forEach(numbers::add));
        return numbers;
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void sets_agreeWithSetsOfNumbers(long seed) {
        Random random = new Random(seed);
        TreeSet<Long> a = new TreeSet<>();
        TreeSet<Long> b = new TreeSet<>();
        NumberRanges rangesA = random(random, a);
        NumberRanges rangesB = random(random, b);
        assertThat(rangesA.size()).isEqualTo(a.size());
        LongStream.range(-1, SPAN + 1)
                .forEach(n -> assertThat(rangesA.contains(n)).isEqualTo(a.contains(n)));
        TreeSet<Long> union = new TreeSet<>(a);
        union.addAll(b);
        assertThat(each(rangesA.plus(rangesB))).isEqualTo(union);
        assertThat(rangesA.plus(rangesB)).isEqualTo(rangesB.plus(rangesA));
        TreeSet<Long> difference = new TreeSet<>(a);
        difference.removeAll(b);
        assertThat(each(rangesA.minus(rangesB))).isEqualTo(difference);
        long from = random.nextInt(SPAN);
        long to = random.nextInt(SPAN);
        assertThat(each(rangesA.within(from, to)))
                .isEqualTo(from > to ? new TreeSet<Long>() : new TreeSet<>(a.subSet(from, true, to, true)));
        for (NumberRanges made : List.of(rangesA.plus(rangesB), rangesA.minus(rangesB))) {
            for (int run = 1; run < made.count(); run++) {
                assertThat(made.first(run)).as("no two runs touch").isGreaterThan(made.last(run - 1) + 1);
            }
        }
    }

    @Test
    void highestNumberThereIs_isANumberLikeAnother() {
        NumberRanges top = NumberRanges.of(10, Long.MAX_VALUE);
        assertThat(top.plus(NumberRanges.of(Long.MAX_VALUE, Long.MAX_VALUE))).isEqualTo(top);
        assertThat(top.minus(NumberRanges.of(20, Long.MAX_VALUE))).hasToString("10-19");
        assertThat(top.minus(NumberRanges.of(0, 30))).isEqualTo(NumberRanges.of(31, Long.MAX_VALUE));
        assertThat(NumberRanges.of(0, Long.MAX_VALUE).size()).isEqualTo(Long.MAX_VALUE);
        assertThat(NumberRanges.of(30, 29)).isEqualTo(NumberRanges.EMPTY);
        assertThat(NumberRanges.of(1, Long.MAX_VALUE).within(30, 29)).isEqualTo(NumberRanges.EMPTY);
    }

    /** Each missing number with the times around it, by itself. */
    private static Gaps gaps(Random random, NavigableMap<Long, List<Long>> times) {
        Gaps.Builder gaps = new Gaps.Builder();
        long at = 0;
        for (int i = random.nextInt(10); i > 0; i--) {
            long first = at + 1 + random.nextInt(6);
            long last = first + random.nextInt(6);
            long after = random.nextInt(6) == 0 ? Gaps.UNKNOWN : 10 * first - random.nextInt(30);
            long before = random.nextInt(6) == 0 ? Gaps.UNKNOWN : 10 * last + random.nextInt(30);
            gaps.add(first, last, after, before);
            LongStream.rangeClosed(first, last).forEach(n -> times.put(n, List.of(after, before)));
            at = last;
        }
        return gaps.build();
    }

    private static Map<Long, List<Long>> each(Gaps gaps) {
        Map<Long, List<Long>> times = new TreeMap<>();
        gaps.forEach((first, last, after, before) ->
                LongStream.rangeClosed(first, last).forEach(n -> times.put(n, List.of(after, before))));
        return times;
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void gaps_agreeWithAMapOfNumbers_andKeepTheNearestTimes(long seed) {
        Random random = new Random(seed);
        NavigableMap<Long, List<Long>> a = new TreeMap<>();
        NavigableMap<Long, List<Long>> b = new TreeMap<>();
        Gaps gapsA = gaps(random, a);
        Gaps gapsB = gaps(random, b);
        Map<Long, List<Long>> union = new TreeMap<>(a);
        b.forEach((number, times) -> union.merge(
                number,
                times,
                (x, y) -> List.of(
                        Math.max(x.get(0), y.get(0)),
                        x.get(1) == Gaps.UNKNOWN
                                ? y.get(1)
                                : y.get(1) == Gaps.UNKNOWN ? x.get(1) : Math.min(x.get(1), y.get(1)))));
        assertThat(each(gapsA.plus(gapsB))).isEqualTo(union);
        assertThat(each(gapsB.plus(gapsA))).isEqualTo(union);
        Map<Long, List<Long>> difference = new TreeMap<>(a);
        difference.keySet().removeAll(b.keySet());
        assertThat(each(gapsA.minus(gapsB.numbers()))).isEqualTo(difference);
        assertThat(gapsA.size()).isEqualTo(a.size());
    }

    @Test
    void gaps_outOfOrder_areRefused() {
        Gaps.Builder gaps = new Gaps.Builder();
        gaps.add(5, 9, 0, 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> gaps.add(9, 12, 0, 1))
                .withMessageContaining("got 9 to 12 after 9");
    }
}
