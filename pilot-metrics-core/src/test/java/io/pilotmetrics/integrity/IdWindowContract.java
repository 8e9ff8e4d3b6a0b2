// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.integrity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilotmetrics.integrity.IdWindow.Standing;
import io.pilotmetrics.integrity.IdWindow.Stats;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every window of ids does. */
abstract class IdWindowContract {

    static final long AGE = Duration.ofMinutes(10).toNanos();

    private final IdWindow window = create(AGE, 1_000, 0);

    /** A window that compares content and begins at a time. */
    abstract IdWindow create(long ageNanos, int maxIds, long nanos);

    /** How much longer than its age an id may be remembered. */
    abstract long latestNanos();

    /** Whether an id that was first seen at one time is over at another. */
    abstract boolean isOver(long seenAt, long now);

    /** Whether two times of first sight are told apart. */
    abstract boolean isOfOneStep(long one, long other);

    /** How many ids give way together. */
    abstract int givingWayAtOnce(int maxIds);

    /** Ids give way together beyond {@link #givingWayAtOnce} where so many groups of them have lost ids in flight. */
    abstract int mostFull();

    private Standing standing(Object id, long nanos) {
        return window.claim(id, IdWindow.UNKNOWN_CONTENT, nanos).standing();
    }

    @Test
    void id_isUnknown_thenInFlight_thenDone() {
        Claim first = window.claim("a", 0, 0);
        assertThat(first.standing()).isEqualTo(Standing.FIRST);
        assertThat(standing("a", 0)).isEqualTo(Standing.IN_FLIGHT);
        first.done(0);
        assertThat(standing("a", 0)).isEqualTo(Standing.DONE);
        assertThat(standing("b", 0)).isEqualTo(Standing.FIRST);
    }

    @Test
    void id_forgotten_isUnknownAgain() {
        window.claim("a", 0, 0).forget(0);
        assertThat(standing("a", 0)).isEqualTo(Standing.FIRST);
        assertThat(window.stats(0).forgotten()).isEqualTo(1);
    }

    @Test
    void standing_tellsWhatIsKnown_andClaimsNothing() {
        assertThat(window.standing("a", 0)).isNull();
        Claim first = window.claim("a", 0, 0);
        assertThat(first.standing()).isEqualTo(Standing.FIRST);
        assertThat(window.standing("a", 0)).isEqualTo(Standing.IN_FLIGHT);
        first.done(0);
        assertThat(window.standing("a", AGE / 2)).isEqualTo(Standing.DONE);
        assertThat(window.standing("a", 2 * AGE)).isNull(); // and was not renewed
        assertThat(window.stats(2 * AGE).claimed()).isEqualTo(1);
        assertThatThrownBy(() -> window.standing(new long[] {4711}, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("4711");
    }

    @Test
    void number_isTheSameWithAndWithoutABox() {
        window.claim(7L, 0, 0).done(0);
        assertThat(window.claim((Object) 7L, 0, 0).standing()).isEqualTo(Standing.DONE);
        assertThat(standing("7", 0)).isEqualTo(Standing.FIRST);
    }

    /** What is told apart by value, whatever object carries it, also if that object is changed afterwards. */
    @Test
    void id_isKnownByValue() {
        byte[] bytes = {1, 2};
        StringBuilder text = new StringBuilder("text");
        for (Object id : new Object[] {bytes, text, 5, new UUID(1, 2)}) {
            window.claim(id, 0, 0).done(0);
        }
        bytes[0] = 9;
        text.append('s');
        assertThat(standing(new byte[] {1, 2}, 0)).isEqualTo(Standing.DONE);
        assertThat(standing(bytes, 0)).isEqualTo(Standing.FIRST);
        assertThat(standing("text", 0)).isEqualTo(Standing.DONE);
        assertThat(standing(text, 0)).isEqualTo(Standing.FIRST);
        assertThat(standing((short) 5, 0)).isEqualTo(Standing.DONE);
        assertThat(standing(5L, 0)).isEqualTo(Standing.DONE);
        assertThat(standing(new UUID(1, 2), 0)).isEqualTo(Standing.DONE);
        assertThat(standing(new UUID(2, 1), 0)).isEqualTo(Standing.FIRST);
    }

    @Test
    void id_thatHasNoValue_isRefusedWithTheMend() {
        assertThatThrownBy(() -> window.claim(new long[] {4711}, 0, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("text")
                .hasMessageNotContaining("4711");
    }

    @Test
    void repeat_settlesNothing() {
        window.claim("a", 0, 0);
        Claim repeat = window.claim("a", 0, 0);
        repeat.done(0);
        assertThat(standing("a", 0)).isEqualTo(Standing.IN_FLIGHT);
        window.claim("a", 0, 0).forget(0);
        assertThat(standing("a", 0)).isEqualTo(Standing.IN_FLIGHT);
    }

    @Test
    void age_countsFromFirstSightAndIsNotRenewed() {
        Claim first = window.claim("a", 0, 0);
        first.done(AGE / 2);
        assertThat(standing("a", AGE - 1)).isEqualTo(Standing.DONE);
        assertThat(standing("a", AGE + latestNanos())).isEqualTo(Standing.FIRST);
        assertThat(window.stats(AGE + latestNanos()).expired()).isEqualTo(1);
        assertThat(window.stats(AGE + latestNanos()).expiredInFlight()).isZero();
    }

    @Test
    void expired_inFlight_isCountedAndSettlesNothing() {
        long later = AGE + latestNanos();
        Claim old = window.claim("a", 0, 0);
        Claim fresh = window.claim("a", 0, later);
        assertThat(fresh.standing()).isEqualTo(Standing.FIRST);
        assertThat(window.stats(later).expiredInFlight()).isEqualTo(1);
        old.done(later);
        assertThat(standing("a", later)).isEqualTo(Standing.IN_FLIGHT);
        fresh.done(later);
        assertThat(standing("a", later)).isEqualTo(Standing.DONE);
    }

    @Test
    void done_tooLate_leavesTheIdUnknown() {
        long later = AGE + latestNanos();
        window.claim("a", 0, 0).done(later);
        assertThat(standing("a", later)).isEqualTo(Standing.FIRST);
        assertThat(window.stats(later).expiredInFlight()).isEqualTo(1);
    }

    @Test
    void content_ofAKnownId_conflictsWhereItDiffers() {
        long one = 0x1234_5678_9ABC_DEF0L;
        long other = 0x4321_5678_9ABC_DEF0L;
        Claim first = window.claim("a", one, 0);
        assertThat(window.claim("a", other, 0).standing()).isEqualTo(Standing.CONFLICTING);
        assertThat(window.claim("a", one, 0).standing()).isEqualTo(Standing.IN_FLIGHT);
        assertThat(standing("a", 0)).isEqualTo(Standing.IN_FLIGHT);
        first.done(0);
        Claim conflict = window.claim("a", other, 0);
        assertThat(conflict.standing()).isEqualTo(Standing.CONFLICTING);
        assertThat(conflict.earlierContent()).isEqualTo(one >>> (Long.SIZE - window.contentBits()));
        conflict.done(0);
        assertThat(window.claim("a", one, 0).standing()).isEqualTo(Standing.DONE);
        assertThat(standing("a", 0)).isEqualTo(Standing.DONE);
    }

    @Test
    void content_unknownOfTheFirst_conflictsWithNone() {
        window.claim("a", IdWindow.UNKNOWN_CONTENT, 0).done(0);
        assertThat(window.claim("a", 5L << 50, 0).standing()).isEqualTo(Standing.DONE);
    }

    @Test
    void recover_makesAnUnknownIdDone() {
        window.recover("a", 0);
        assertThat(standing("a", 0)).isEqualTo(Standing.DONE);
        window.recover(5L, 0);
        assertThat(standing(5L, 0)).isEqualTo(Standing.DONE);
        assertThat(window.stats(0).claimed()).isEqualTo(2);
    }

    @Test
    void recover_ofAnIdInFlight_leavesItsClaimNothingToSettle() {
        Claim first = window.claim("a", 0, 0);
        window.recover("a", 0);
        assertThat(standing("a", 0)).isEqualTo(Standing.DONE);
        first.forget(0);
        assertThat(standing("a", 0)).isEqualTo(Standing.DONE);
        window.recover("a", 0);
        assertThat(window.stats(0).claimed()).isEqualTo(1);
        assertThat(window.stats(0).remembered()).isEqualTo(1);
    }

    /** What was repaired may be the content: nothing conflicts with it, whatever the id was before. */
    @Test
    void recover_leavesContentUnknown() {
        window.recover("unknown", 0);
        window.claim("in flight", 1L << 60, 0);
        window.recover("in flight", 0);
        window.claim("done", 1L << 60, 0).done(0);
        window.recover("done", 0);
        for (String id : List.of("unknown", "in flight", "done")) {
            assertThat(window.claim(id, 3L << 60, 0).standing()).isEqualTo(Standing.DONE);
        }
    }

    /** Of a claim that is given up and a repair at once, the repair stays. */
    @Test
    void recover_whileItsClaimIsGivenUp_staysDone() throws Exception {
        ExecutorService executor = Executors.newSingleThreadExecutor();
        try {
            for (int round = 0; round < 5_000; round++) {
                String id = "id" + round;
                Claim first = window.claim(id, 0, 0);
                CyclicBarrier barrier = new CyclicBarrier(2);
                Future<?> giving = executor.submit(() -> {
                    barrier.await();
                    first.forget(0);
                    return null;
                });
                barrier.await();
                window.recover(id, 0);
                giving.get();
                assertThat(standing(id, 0)).isEqualTo(Standing.DONE);
            }
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void size_isBounded_theOldestGiveWay_andAreCounted() {
        long second = 1_000_000_000L;
        for (int i = 0; i < 5_000; i++) {
            window.claim(i, 0, i / 1_000 * (10 * second)).done(0);
        }
        Stats stats = window.stats(40 * second);
        assertThat(stats.remembered()).isBetween(1_000L, 999L + givingWayAtOnce(1_000));
        assertThat(stats.evicted()).isEqualTo(5_000 - stats.remembered());
        assertThat(stats.coveredNanos()).isBetween(0L, 10 * second);
        LongStream.range(4_000, 5_000)
                .forEach(i -> assertThat(standing(i, 40 * second)).isEqualTo(Standing.DONE));
        assertThat(standing(4_000L - givingWayAtOnce(1_000), 40 * second)).isEqualTo(Standing.FIRST);
        assertThat(window.stats(AGE * 4).coveredNanos()).isEqualTo(AGE);
    }

    @Test
    void inFlight_withoutEnd_staysBounded() {
        for (int i = 0; i < 5_000; i++) {
            window.claim(i, 0, 0);
        }
        Stats stats = window.stats(0);
        assertThat(stats.remembered()).isBetween(1_000L, 999L + givingWayAtOnce(1_000));
        assertThat(stats.evicted()).isEqualTo(5_000 - stats.remembered());
        assertThat(stats.expiredInFlight()).isEqualTo(stats.evicted());
    }

    @Test
    void clock_thatStepsBack_doesNoHarm() {
        window.claim("a", 0, AGE).done(AGE);
        assertThat(standing("a", 0)).isEqualTo(Standing.DONE);
        window.claim("b", 0, 0).done(0);
        assertThat(standing("b", AGE - 1)).isEqualTo(Standing.DONE);
        assertThat(window.stats(0).remembered()).isEqualTo(2);
    }

    @Test
    void race_ofThreads_hasOneFirst() throws Exception {
        int threads = 4;
        CyclicBarrier barrier = new CyclicBarrier(threads);
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            for (int round = 0; round < 500; round++) {
                Object id = "id" + round;
                Callable<Standing> claim = () -> {
                    barrier.await();
                    return standing(id, 0);
                };
                int firsts = 0;
                for (Future<Standing> future : executor.invokeAll(List.of(claim, claim, claim, claim))) {
                    firsts += future.get() == Standing.FIRST ? 1 : 0;
                }
                assertThat(firsts).isEqualTo(1);
            }
        } finally {
            executor.shutdownNow();
        }
    }

    /** All seeds, or the one that {@code -Dids.seed} names. */
    static LongStream seeds() {
        return IdHistory.seeds(1_000);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void findings_anyHistoryWithinTheBounds_areTheOracles(long seed) {
        new IdHistory(seed, this, 1_000).run(500);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void findings_beyondTheBound_areTheOraclesToo(long seed) {
        new IdHistory(seed, this, 8).run(500);
        new IdHistory(seed, this, 200).run(2_000);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void findings_whoseClockStepsBack_areTheOracles(long seed) {
        new IdHistory(seed, this, 200).steppingBack().run(1_000);
    }

    /** Each thread has ids of its own, so that each has an oracle of its own. */
    @ParameterizedTest(name = "{0} threads")
    @ValueSource(ints = {2, 4, 8})
    void findings_onThreads_areTheOracles(int threads) throws Exception {
        IdWindow shared = create(AGE, 100_000, 0);
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                IdHistory history = new IdHistory(thread, this, shared, "t" + thread + "-");
                running.add(executor.submit(() -> history.steps(20_000)));
            }
            for (Future<?> future : running) {
                future.get();
            }
            Stats stats = shared.stats(0);
            assertThat(stats.claimed())
                    .isEqualTo(stats.remembered() + stats.forgotten() + stats.evicted() + stats.expired());
        } finally {
            executor.shutdownNow();
        }
    }

    @ParameterizedTest(name = "{0} threads")
    @ValueSource(ints = {2, 4, 8})
    void threads_beyondTheBound_loseNoCount(int threads) throws Exception {
        IdWindow shared = create(AGE, 500, 0);
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            List<Callable<Integer>> claiming = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                int mine = thread;
                claiming.add(() -> {
                    int firsts = 0;
                    for (int i = 0; i < 20_000; i++) {
                        Claim claim = shared.claim(mine + "-" + i % 700, 0, i * (AGE / 30_000));
                        firsts += claim.standing() == Standing.FIRST ? 1 : 0;
                        if (i % 3 == 0) {
                            claim.forget(i * (AGE / 30_000));
                        } else if (i % 7 > 0) {
                            claim.done(i * (AGE / 30_000));
                        }
                    }
                    return firsts;
                });
            }
            long firsts = 0;
            for (Future<Integer> future : executor.invokeAll(claiming)) {
                firsts += future.get();
            }
            Stats stats = shared.stats(AGE);
            assertThat(stats.claimed()).isEqualTo(firsts);
            assertThat(stats.claimed())
                    .isEqualTo(stats.remembered() + stats.forgotten() + stats.evicted() + stats.expired());
            assertThat(stats.remembered()).isLessThan(500L + givingWayAtOnce(500));
        } finally {
            executor.shutdownNow();
        }
    }
}
