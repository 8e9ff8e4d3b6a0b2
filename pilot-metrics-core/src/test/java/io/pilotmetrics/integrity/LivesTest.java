// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.integrity;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotmetrics.snapshot.SourceLedger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Restarts of sources whose events carry no epoch. {@code -Dsequences.seed=N} replays one. */
class LivesTest {

    private static final long SECOND = 1_000_000_000;

    private final SequenceBook book = book(Numbering.UNBOUNDED);
    private long now;

    private static SequenceBook book(int bits) {
        return new SequenceBook(
                new Numbering(1, false, false, bits, 30 * SECOND, Long.MAX_VALUE, 100_000), nanos -> nanos);
    }

    private void seen(long... numbers) {
        for (long number : numbers) {
            now += SECOND / 100;
            book.seen("s", 0, number, now, now, false);
        }
    }

    private List<SourceLedger> lives() {
        book.settle(0);
        return book.snapshot(now).sources();
    }

    @Test
    void restart_isANewEpoch_andItsOwnGapsAreMissed() {
        seen(LongStream.rangeClosed(1, 500).toArray());
        seen(1, 2, 3, 5, 6);
        assertThat(lives()).extracting(SourceLedger::epoch).containsExactly(0L, 1L);
        assertThat(lives().get(0).dropped().size()).isZero();
        assertThat(lives().get(1).dropped()).hasToString("4");
        assertThat(lives()).allMatch(SourceLedger::lawHolds);
    }

    @Test
    void restart_whoseFirstNumbersAreLost_isRecognisedAndMissesThem() {
        seen(LongStream.rangeClosed(1, 500).toArray());
        seen(4, 6, 7);
        assertThat(lives().get(1).dropped()).hasToString("1-3, 5");
    }

    @Test
    void oldCopies_oneByOne_areNoRestart() {
        seen(LongStream.rangeClosed(1, 500).toArray());
        seen(7, 501, 9, 502, 3, 503, 2, 504);
        assertThat(lives()).hasSize(1);
        assertThat(lives().get(0).dropped().size()).isZero();
    }

    @Test
    void oldCopies_oneAfterAnother_butFarApart_areNoRestart() {
        seen(LongStream.rangeClosed(1, 500).toArray());
        seen(7, 200, 380, 501);
        assertThat(lives()).hasSize(1);
    }

    @Test
    void copiesKnownByTheirId_areNoRestart_howeverMany() {
        seen(LongStream.rangeClosed(1, 500).toArray());
        for (long number = 1; number <= 50; number++) {
            book.seen("s", 0, number, now, now, true);
        }
        assertThat(lives()).hasSize(1);
    }

    @Test
    void redelivery_ofOldNumbersInOrder_isTakenForALife_butInventsNoLoss() {
        seen(LongStream.rangeClosed(1, 500).toArray());
        seen(LongStream.rangeClosed(300, 350).toArray());
        seen(LongStream.rangeClosed(501, 600).toArray());
        assertThat(lives()).hasSize(2).allMatch(life -> life.dropped().size() == 0);
        assertThat(lives().get(0).last()).isEqualTo(600);
    }

    @Test
    void redelivery_withinAHundred_isNoRestart() {
        seen(LongStream.rangeClosed(1, 500).toArray());
        seen(LongStream.rangeClosed(420, 520).toArray());
        assertThat(lives()).hasSize(1);
        assertThat(lives().get(0).seen()).isEqualTo(520);
    }

    @Test
    void lateNumbers_ofTheOldLife_fillItsGaps() {
        seen(LongStream.rangeClosed(1, 480).toArray());
        seen(490, 495);
        seen(1, 2, 3);
        seen(481, 482, 493, 490, 4, 5, 496);
        assertThat(lives()).hasSize(2);
        assertThat(lives().get(0).dropped()).hasToString("483-489, 491-492, 494");
        assertThat(lives().get(1).dropped().size()).isZero();
        assertThat(lives().get(1).last()).isEqualTo(5);
    }

    @Test
    void number_afterTheGraceTime_belongsToTheNewLife() {
        seen(LongStream.rangeClosed(1, 200).toArray());
        seen(1, 2);
        now += 31 * SECOND;
        seen(201);
        assertThat(lives().get(1).dropped()).hasToString("3-200");
    }

    @Test
    void restartOfOurs_rightAfterTheirs_keepsTheOldLifeOpen() {
        seen(LongStream.rangeClosed(1, 1_000).toArray());
        seen(1, 2, 3, 4, 5);
        SequenceBook after = book(Numbering.UNBOUNDED);
        after.restore(book.snapshot(now), true, now);
        for (long number : new long[] {1_001, 1_002, 6, 7, 1_003, 8}) {
            after.seen("s", 0, number, now, now, false);
        }
        after.settle(0);
        assertThat(after.snapshot(now).dropped()).isZero();
        assertThat(after.snapshot(now).sources()).extracting(SourceLedger::last).containsExactly(1_003L, 8L);
    }

    @Test
    void firstNumber_ofMoreBitsThanThereAre_hasNoPlace() {
        SequenceBook wrapping = book(32);
        wrapping.seen("s", 0, 1L << 40, 1, 1, false);
        for (long number : new long[] {1, 2, 4}) {
            wrapping.seen("s", 0, number, 2, 2, false);
        }
        wrapping.settle(0);
        assertThat(wrapping.snapshot(3).sources().get(0).dropped()).hasToString("3");
    }

    @Test
    void wrapAround_goesOn() {
        SequenceBook wrapping = book(32);
        long top = (1L << 32) - 1;
        wrapping.seen("s", 0, top - 2, 1, 1, false);
        for (long number : new long[] {top - 1, 0, 1, 3, top}) {
            wrapping.seen("s", 0, number, 2, 2, false);
        }
        wrapping.settle(0);
        SourceLedger ledger = wrapping.snapshot(3).sources().get(0);
        assertThat(ledger.last()).isEqualTo(top + 4);
        assertThat(ledger.dropped()).hasToString(Long.toString(top + 3));
        assertThat(ledger.lawHolds()).isTrue();
    }

    @Test
    void wrapAround_withoutEpochs_tellsARestartFromIt() {
        SequenceBook wrapping = book(32);
        for (long number : new long[] {3_000_000_000L, 3_000_000_001L, 1, 2, 3}) {
            wrapping.seen("s", 0, number, 2, 2, false);
        }
        List<SourceLedger> lives = wrapping.snapshot(3).sources();
        assertThat(lives).extracting(SourceLedger::last).containsExactly(3_000_000_001L, 3L);
    }

    static LongStream seeds() {
        return SequenceHistoriesTest.seeds(2_000);
    }

    private record Sent(int life, long number, double place) {}

    /** Within what the rule states: lives of 250 and more, disorder of 20 places, the first ones of a life come, old tails too. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void anyRestarts_withinTheRule_areRecognised(long seed) {
        Random random = new Random(seed);
        List<Set<Long>> lost = new ArrayList<>();
        List<Sent> stream = new ArrayList<>();
        List<Long> ends = new ArrayList<>();
        double place = 0;
        int count = 1 + random.nextInt(3);
        double loss = random.nextDouble() * 0.1;
        for (int life = 0; life < count; life++) {
            Set<Long> missing = new TreeSet<>();
            long events = 250L + random.nextInt(300);
            for (long number = 1; number <= events; number++, place++) {
                boolean edge = number <= 30 || number > events - 25;
                if (!edge && random.nextDouble() < loss) {
                    missing.add(number);
                    continue;
                }
                double delay = number <= 5 || random.nextInt(3) > 0 ? 0 : random.nextInt(20);
                stream.add(new Sent(life, number, place + delay));
                if (random.nextInt(20) == 0) {
                    stream.add(new Sent(life, number, place + delay + random.nextInt(20)));
                }
            }
            lost.add(missing);
            ends.add(events);
            place += 25; // a restart takes its time
        }
        stream.sort(Comparator.comparingDouble(Sent::place));
        stream.forEach(sent -> seen(sent.number()));
        List<SourceLedger> lives = lives();
        assertThat(lives).hasSize(count);
        for (int life = 0; life < count; life++) {
            SourceLedger ledger = lives.get(life);
            assertThat(ledger.lawHolds()).isTrue();
            assertThat(ledger.last()).isEqualTo(ends.get(life));
            Set<Long> dropped = new TreeSet<>();
            ledger.dropped()
                    .forEach((first, last, after, before) ->
                            LongStream.rangeClosed(first, last).forEach(dropped::add));
            assertThat(dropped).isEqualTo(lost.get(life));
        }
    }
}
