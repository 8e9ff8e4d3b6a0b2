// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.integrity;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotmetrics.snapshot.Counts;
import io.pilotmetrics.snapshot.LedgerSnapshot;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What this process found out about numbers: from 0, never falling, whatever was restored. */
class NumberCountsTest {

    private static final long GRACE = 30;

    private static SequenceBook book(long reorderDistance, int maxGaps) {
        return new SequenceBook(
                new Numbering(1, false, true, Numbering.UNBOUNDED, GRACE, reorderDistance, maxGaps), nanos -> nanos);
    }

    private static Map<String, Long> counts(SequenceBook book, long nanos) {
        Map<String, Long> counts = new HashMap<>();
        book.addTo(counts, nanos);
        return counts;
    }

    private static long declared(SequenceBook book, long nanos) {
        return counts(book, nanos).getOrDefault(Counts.NUMBERS_DECLARED_MISSING, -1L);
    }

    @Test
    void gap_pastItsGrace_isDeclaredOnce_andAgainCountedWhereItFills() {
        SequenceBook book = book(Long.MAX_VALUE, 4_000);
        book.seen("s", 0, 1, 0, 0, false);
        book.seen("s", 0, 4, 0, 0, false);
        assertThat(declared(book, GRACE - 1)).isZero();
        assertThat(declared(book, GRACE)).isEqualTo(2);
        assertThat(declared(book, 9 * GRACE)).isEqualTo(2);
        book.seen("s", 0, 3, GRACE, GRACE, false);
        assertThat(counts(book, GRACE))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        Counts.NUMBERS_DECLARED_MISSING, 2L,
                        Counts.NUMBERS_FILLED, 1L,
                        Counts.NUMBERS_LATE, 1L,
                        Counts.NUMBERS_OUT_OF_ORDER, 1L));
    }

    /** Nobody has read between the end of its grace time and its arrival. */
    @Test
    void gap_filledLateBeforeAnybodyRead_isDeclaredAllTheSame() {
        SequenceBook book = book(Long.MAX_VALUE, 4_000);
        book.seen("s", 0, 2, 0, 0, false);
        book.seen("s", 0, 1, GRACE, GRACE, false);
        assertThat(counts(book, GRACE))
                .containsEntry(Counts.NUMBERS_DECLARED_MISSING, 1L)
                .containsEntry(Counts.NUMBERS_FILLED, 1L);
    }

    @Test
    void settle_andReorderDistance_declareToo() {
        SequenceBook settled = book(Long.MAX_VALUE, 4_000);
        settled.announce("s", 0, 5, 0);
        settled.settle(0);
        assertThat(declared(settled, 0)).isEqualTo(5);
        SequenceBook near = book(10, 4_000);
        near.seen("s", 0, 5, 0, 0, false);
        near.seen("s", 0, 12, 0, 0, false);
        assertThat(declared(near, 0)).isEqualTo(2); // 1 and 2; 3 is 9 below 12
    }

    @Test
    void restored_beginsAtZero_whateverWasDropped() {
        SequenceBook before = book(Long.MAX_VALUE, 4_000);
        before.seen("s", 0, 10, 0, 0, false);
        before.settle(0);
        before.seen("s", 0, 13, 0, 0, false);
        SequenceBook after = book(Long.MAX_VALUE, 4_000);
        after.restore(before.snapshot(0), true, 0);
        assertThat(counts(after, 0).values()).containsOnly(0L);
        after.seen("s", 0, 9, 0, 0, false);
        assertThat(counts(after, 0)).containsEntry(Counts.NUMBERS_FILLED, 1L);
        assertThat(declared(after, GRACE)).as("11 and 12, which were pending").isEqualTo(2);
        assertThat(after.snapshot(GRACE).dropped()).isEqualTo(8 + 2);
    }

    @Test
    void gapsThatGiveWay_stayDeclared() {
        SequenceBook book = book(Long.MAX_VALUE, 100);
        long before = 0;
        for (int i = 0; i < 1_000; i++) {
            long nanos = GRACE / 3 * i;
            book.seen("s", 0, 2 * i + 2, nanos, nanos, false);
            long now = declared(book, nanos);
            assertThat(now).isGreaterThanOrEqualTo(before);
            before = now;
        }
        book.settle(GRACE * 1_000);
        assertThat(book.snapshot(GRACE * 1_000).dropped()).isLessThan(101);
        assertThat(declared(book, GRACE * 1_000)).isEqualTo(1_000);
    }

    /** The oracle: the numbers that are missing, and since when. */
    private static final class Oracle {
        private final TreeMap<Long, Long> openedAt = new TreeMap<>();
        private final Set<Long> dropped = new HashSet<>();
        private long last;
        private long highestSeen;
        private long declared;
        private long filled;
        private long outOfOrder;

        void expire(long nanos, long grace) {
            openedAt.forEach((number, opened) -> {
                if (nanos - opened >= grace && dropped.add(number)) {
                    declared++;
                }
            });
        }

        void seen(long number, long nanos) {
            expire(nanos, GRACE);
            if (number > last) {
                LongStream.range(last + 1, number).forEach(missing -> openedAt.put(missing, nanos));
                last = number;
            } else if (openedAt.remove(number) == null) {
                return;
            } else if (dropped.remove(number)) {
                filled++;
            }
            outOfOrder += number < highestSeen ? 1 : 0;
            highestSeen = Math.max(highestSeen, number);
        }

        void restarted(long nanos) {
            openedAt.replaceAll((number, opened) -> nanos);
            declared = 0;
            filled = 0;
            outOfOrder = 0;
        }
    }

    static IntStream seeds() {
        return IntStream.range(0, 60);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void randomHistories_withRestarts_countWhatTheOracleCounts(int seed) {
        Random random = new Random(seed);
        SequenceBook book = book(Long.MAX_VALUE, 1_000_000);
        Oracle oracle = new Oracle();
        long nanos = 0;
        for (int i = 0; i < 2_000; i++) {
            nanos += random.nextInt(4);
            int what = random.nextInt(1_000);
            if (what < 2) {
                LedgerSnapshot saved = book.snapshot(nanos);
                oracle.expire(nanos, GRACE);
                book = book(Long.MAX_VALUE, 1_000_000);
                book.restore(saved, true, nanos);
                oracle.restarted(nanos);
            } else if (what < 6) {
                book.settle(nanos);
                oracle.expire(nanos, Long.MIN_VALUE);
            } else {
                long number = random.nextInt(3) > 0 || oracle.last < 1
                        ? oracle.last + 1 + (random.nextInt(5) == 0 ? random.nextInt(20) : 0)
                        : Math.max(1, oracle.last - random.nextInt(200));
                book.seen("s", 0, number, nanos, nanos, false);
                oracle.seen(number, nanos);
            }
            if (random.nextInt(5) == 0) {
                oracle.expire(nanos, GRACE);
                assertThat(counts(book, nanos))
                        .containsEntry(Counts.NUMBERS_DECLARED_MISSING, oracle.declared)
                        .containsEntry(Counts.NUMBERS_FILLED, oracle.filled)
                        .containsEntry(Counts.NUMBERS_LATE, oracle.filled)
                        .containsEntry(Counts.NUMBERS_OUT_OF_ORDER, oracle.outOfOrder);
                assertThat(book.snapshot(nanos).dropped()).isEqualTo(oracle.dropped.size());
            }
        }
    }
}
