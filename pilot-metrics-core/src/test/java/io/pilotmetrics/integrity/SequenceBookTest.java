// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.integrity;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotmetrics.snapshot.Gap;
import io.pilotmetrics.snapshot.LedgerSnapshot;
import io.pilotmetrics.snapshot.NumberRanges;
import io.pilotmetrics.snapshot.SourceLedger;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SequenceBookTest {

    private static final long GRACE = Duration.ofSeconds(30).toNanos();

    private final SequenceBook book = book(1, false, GRACE, 4_000);

    private static SequenceBook book(long first, boolean joinMidStream, long grace, int maxGaps) {
        return new SequenceBook(
                new Numbering(first, joinMidStream, true, Numbering.UNBOUNDED, grace, Long.MAX_VALUE, maxGaps),
                nanos -> nanos);
    }

    private void seen(SequenceBook in, String source, long epoch, long number, long nanos) {
        in.seen(source, epoch, number, nanos, nanos, false);
    }

    private SourceLedger only(long nanos) {
        LedgerSnapshot ledger = book.snapshot(nanos);
        assertThat(ledger.sources()).hasSize(1);
        return ledger.sources().get(0);
    }

    @Test
    void gap_isPendingUntilItsGraceHasPassed_thenDropped_thenFilledLate() {
        seen(book, "s", 0, 1, 0);
        seen(book, "s", 0, 4, 10);
        assertThat(only(10 + GRACE - 1).pending()).hasToString("2-3");
        assertThat(only(10 + GRACE).dropped()).hasToString("2-3");
        seen(book, "s", 0, 3, 10 + GRACE);
        assertThat(only(10 + GRACE).dropped()).hasToString("2");
        assertThat(only(10 + GRACE).seen()).isEqualTo(3);
    }

    @Test
    void settle_dropsWhatIsPending() {
        seen(book, "s", 0, 3, 0);
        book.settle(0);
        assertThat(book.snapshot(0).dropped()).isEqualTo(2);
        assertThat(book.snapshot(0).missing("s")).extracting(Gap::epoch).containsExactly(0L);
    }

    @Test
    void announce_ofASourceNeverSeen_expectsAllOfIt() {
        book.announce("s", 7, 5, 0);
        assertThat(only(0).pending()).hasToString("1-5");
        assertThat(only(0).expected()).isEqualTo(5);
    }

    @Test
    void jump_ofAMillion_isALoss_andOneMoreIsUndetermined() {
        seen(book, "s", 0, 1_000_000, 0);
        assertThat(only(0).pending().size()).isEqualTo(999_999);
        seen(book, "t", 0, 1_000_001, 0);
        SourceLedger far = book.snapshot(0).sources().get(1);
        assertThat(far.jumped().size()).isEqualTo(1_000_000);
        assertThat(far.expected()).isEqualTo(1);
        assertThat(far.lawHolds()).isTrue();
        seen(book, "t", 0, 5, 0);
        assertThat(book.snapshot(0).sources().get(1).expected()).isEqualTo(2);
    }

    @Test
    void numberAboveAllThereAre_hasNoPlace() {
        SequenceBook fromZero = book(0, false, 0, 4_000);
        seen(fromZero, "s", 0, Long.MAX_VALUE, 0);
        fromZero.announce("s", 0, Long.MAX_VALUE, 0);
        assertThat(fromZero.snapshot(0).unplaced()).isEqualTo(2);
        seen(fromZero, "s", 0, Numbering.MAX_NUMBER, 0);
        LedgerSnapshot ledger = fromZero.snapshot(0);
        assertThat(ledger.sources()).singleElement().satisfies(source -> {
            assertThat(source.expected()).isEqualTo(1);
            assertThat(source.lawHolds()).isTrue();
        });
        ByteWriter bytes = new ByteWriter();
        LedgerCode.write(ledger, bytes);
        assertThat(LedgerCode.read(new ByteReader(ByteBuffer.wrap(bytes.toBytes()))))
                .isEqualTo(ledger);
    }

    @Test
    void sourceWhoseNameIsTooLong_hasNoPlace() {
        seen(book, "s".repeat(201), 0, 1, 0);
        assertThat(book.snapshot(0).sources()).isEmpty();
        assertThat(book.snapshot(0).undetermined()).isEqualTo(1);
    }

    @Test
    void joinMidStream_beginsWithTheFirstNumberSeen() {
        SequenceBook joined = book(1, true, 0, 4_000);
        joined.announce("s", 0, 4000, 0);
        assertThat(joined.snapshot(0).sources()).isEmpty();
        seen(joined, "s", 0, 5000, 0);
        seen(joined, "s", 0, 5002, 0);
        seen(joined, "s", 0, 4999, 0);
        LedgerSnapshot ledger = joined.snapshot(0);
        assertThat(ledger.expected()).isEqualTo(3);
        assertThat(ledger.dropped()).isEqualTo(1);
        assertThat(ledger.undetermined()).isEqualTo(1);
    }

    @Test
    void sources_beyondTheBound_areCounted() {
        LongStream.range(0, SequenceBook.MAX_SOURCES + 5L).forEach(i -> seen(book, "s" + i, 0, 1, 0));
        seen(book, "s0", 0, 2, 0);
        LedgerSnapshot ledger = book.snapshot(0);
        assertThat(ledger.sources()).hasSize(SequenceBook.MAX_SOURCES);
        assertThat(ledger.undetermined()).isEqualTo(5);
        assertThat(ledger.seen()).isEqualTo(SequenceBook.MAX_SOURCES + 1L);
    }

    @Test
    void gaps_beyondTheBound_areSealedFromBelowAndTheLawHolds() {
        for (long n = 2; n <= 2 * 1_001; n += 2) {
            seen(book, "s", 0, n, 0);
        }
        SourceLedger ledger = only(0);
        assertThat(ledger.pending().count())
                .as("1,000 of a source, less a 64th at once")
                .isEqualTo(1_001 - 15);
        assertThat(ledger.lawHolds()).isTrue();
        assertThat(ledger.first()).isEqualTo(30);
        assertThat(ledger.forgotten()).hasToString("1-29");
        assertThat(book.snapshot(0).undetermined()).isEqualTo(29);
        seen(book, "s", 0, 1, 0);
        assertThat(book.snapshot(0).undetermined())
                .as("one more of which nothing is known")
                .isEqualTo(30);
        assertThat(only(0).arrivals().late()).isEqualTo(1);
    }

    @Test
    void gaps_ofManySources_shareTheRoom() {
        for (int source = 0; source < 10; source++) {
            for (long n = 2; n <= 2 * 900; n += 2) {
                seen(book, "s" + source, 0, n, 0);
            }
        }
        LedgerSnapshot ledger = book.snapshot(0);
        assertThat(ledger.sources().stream().mapToInt(s -> s.pending().count()).sum())
                .isBetween(4_000 - 15, 4_000);
        assertThat(ledger.sources()).allMatch(SourceLedger::lawHolds);
        assertThat(ledger.expected() + ledger.undetermined()).isEqualTo(10 * 1_800L);
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
                seen(book, "s", 3, number, i);
            }
            if (random.nextInt(10) == 0) {
                book.settle(0);
            }
        }
        book.settle(0);
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
        for (NumberRanges.Run run : ledger.dropped().numbers().runs()) {
            LongStream.rangeClosed(run.first(), run.last()).forEach(dropped::add);
        }
        assertThat(dropped).isEqualTo(missing);
        assertThat(ledger.lawHolds()).isTrue();
    }
}
