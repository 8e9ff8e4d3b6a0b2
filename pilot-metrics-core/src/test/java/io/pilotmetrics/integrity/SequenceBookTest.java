// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.integrity;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotmetrics.snapshot.LedgerSnapshot;
import io.pilotmetrics.snapshot.NumberRanges;
import io.pilotmetrics.snapshot.SourceLedger;
import java.time.Duration;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SequenceBookTest {

    private static final long GRACE = Duration.ofSeconds(30).toNanos();

    private final SequenceBook book = new SequenceBook(1, false, Duration.ofSeconds(30));

    private SourceLedger only(long nanos) {
        LedgerSnapshot ledger = book.snapshot(nanos);
        assertThat(ledger.sources()).hasSize(1);
        return ledger.sources().get(0);
    }

    @Test
    void gap_isPendingUntilItsGraceHasPassed_thenDropped_thenFilledLate() {
        book.seen("s", 0, 1, 0);
        book.seen("s", 0, 4, 10);
        assertThat(only(10 + GRACE - 1).pending()).hasToString("2-3");
        assertThat(only(10 + GRACE).dropped()).hasToString("2-3");
        book.seen("s", 0, 3, 10 + GRACE);
        assertThat(only(10 + GRACE).dropped()).hasToString("2");
        assertThat(only(10 + GRACE).seen()).isEqualTo(3);
    }

    @Test
    void settle_dropsWhatIsPending() {
        book.seen("s", 0, 3, 0);
        book.settle();
        assertThat(book.snapshot(0).dropped()).isEqualTo(2);
        assertThat(book.snapshot(0).missing("s")).containsOnlyKeys(0L);
    }

    @Test
    void announce_ofASourceNeverSeen_expectsAllOfIt() {
        book.announce("s", 7, 5, 0);
        assertThat(only(0).pending()).hasToString("1-5");
        assertThat(only(0).expected()).isEqualTo(5);
    }

    @Test
    void jump_ofAMillion_isALoss_andOneMoreIsUndetermined() {
        book.seen("s", 0, 1_000_000, 0);
        assertThat(only(0).pending().size()).isEqualTo(999_999);
        book.seen("t", 0, 1_000_001, 0);
        SourceLedger far = book.snapshot(0).sources().get(1);
        assertThat(far.undetermined().size()).isEqualTo(1_000_000);
        assertThat(far.expected()).isEqualTo(1);
        assertThat(far.lawHolds()).isTrue();
        book.seen("t", 0, 5, 0);
        assertThat(book.snapshot(0).sources().get(1).expected()).isEqualTo(2);
    }

    @Test
    void jump_overAllNumbersThereAre_isUndetermined() {
        SequenceBook fromZero = new SequenceBook(0, false, Duration.ZERO);
        fromZero.seen("s", 0, Long.MAX_VALUE - 1, 0);
        SourceLedger ledger = fromZero.snapshot(0).sources().get(0);
        assertThat(ledger.expected()).isEqualTo(1);
        assertThat(ledger.dropped().size()).isZero();
        assertThat(ledger.lawHolds()).isTrue();
    }

    @Test
    void joinMidStream_beginsWithTheFirstNumberSeen() {
        SequenceBook joined = new SequenceBook(1, true, Duration.ZERO);
        joined.announce("s", 0, 4000, 0);
        assertThat(joined.snapshot(0).sources()).isEmpty();
        joined.seen("s", 0, 5000, 0);
        joined.seen("s", 0, 5002, 0);
        joined.seen("s", 0, 4999, 0);
        LedgerSnapshot ledger = joined.snapshot(0);
        assertThat(ledger.expected()).isEqualTo(3);
        assertThat(ledger.dropped()).isEqualTo(1);
        assertThat(ledger.undetermined()).isEqualTo(1);
    }

    @Test
    void sources_beyondTheBound_areCounted() {
        LongStream.range(0, SequenceBook.MAX_SOURCES + 5L).forEach(i -> book.seen("s" + i, 0, 1, 0));
        book.seen("s0", 0, 2, 0);
        LedgerSnapshot ledger = book.snapshot(0);
        assertThat(ledger.sources()).hasSize(SequenceBook.MAX_SOURCES);
        assertThat(ledger.undetermined()).isEqualTo(5);
        assertThat(ledger.seen()).isEqualTo(SequenceBook.MAX_SOURCES + 1L);
    }

    @Test
    void gaps_beyondTheBound_areSealedFromBelowAndTheLawHolds() {
        for (long n = 2; n <= 2 * (SourceBook.MAX_GAPS + 100L); n += 2) {
            book.seen("s", 0, n, 0);
        }
        SourceLedger ledger = only(0);
        assertThat(ledger.pending().runs()).hasSize(SourceBook.MAX_GAPS);
        assertThat(ledger.lawHolds()).isTrue();
        assertThat(ledger.first()).isEqualTo(200);
        assertThat(book.snapshot(0).undetermined()).isEqualTo(199);
        book.seen("s", 0, 1, 0);
        assertThat(book.snapshot(0).undetermined()).isEqualTo(200);
    }

    static LongStream seeds() {
        return LongStream.range(0, 300);
    }

    /** Against a set that keeps every number. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void anyOrder_agreesWithASetOfAllNumbers(long seed) {
        Random random = new Random(seed);
        int span = 1 + random.nextInt(60);
        TreeSet<Long> seen = new TreeSet<>();
        long announced = 0;
        for (int i = random.nextInt(80); i > 0; i--) {
            if (random.nextInt(20) == 0) {
                announced = Math.max(announced, 1L + random.nextInt(span));
                book.announce("s", 3, announced, i);
            } else {
                long number = 1L + random.nextInt(span);
                seen.add(number);
                book.seen("s", 3, number, i);
            }
            if (random.nextInt(10) == 0) {
                book.settle();
            }
        }
        book.settle();
        long last = Math.max(announced, seen.isEmpty() ? 0 : seen.last());
        if (last == 0) {
            assertThat(book.snapshot(0).expected()).isZero();
            return;
        }
        TreeSet<Long> missing =
                new TreeSet<>(LongStream.rangeClosed(1, last).boxed().toList());
        missing.removeAll(seen);
        SourceLedger ledger = only(0);
        assertThat(ledger.expected()).isEqualTo(last);
        assertThat(ledger.seen()).isEqualTo(seen.size());
        TreeSet<Long> dropped = new TreeSet<>();
        for (NumberRanges.Run run : ledger.dropped().runs()) {
            LongStream.rangeClosed(run.first(), run.last()).forEach(dropped::add);
        }
        assertThat(dropped).isEqualTo(missing);
        assertThat(ledger.lawHolds()).isTrue();
    }
}
