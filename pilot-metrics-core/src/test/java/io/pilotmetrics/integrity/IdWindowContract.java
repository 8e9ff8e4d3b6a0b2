// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.integrity;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotmetrics.integrity.IdWindow.Standing;
import io.pilotmetrics.integrity.IdWindow.Stats;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

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
        window.claim("a", 0, 0).forget();
        assertThat(standing("a", 0)).isEqualTo(Standing.FIRST);
        assertThat(window.stats(0).forgotten()).isEqualTo(1);
    }

    @Test
    void number_isTheSameWithAndWithoutABox() {
        window.claim(7L, 0, 0).done(0);
        assertThat(window.claim((Object) 7L, 0, 0).standing()).isEqualTo(Standing.DONE);
        assertThat(standing("7", 0)).isEqualTo(Standing.FIRST);
    }

    @Test
    void repeat_settlesNothing() {
        window.claim("a", 0, 0);
        Claim repeat = window.claim("a", 0, 0);
        repeat.done(0);
        assertThat(standing("a", 0)).isEqualTo(Standing.IN_FLIGHT);
        window.claim("a", 0, 0).forget();
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
        window.recover("a", 0, 0);
        assertThat(standing("a", 0)).isEqualTo(Standing.DONE);
        window.recover(5L, 0, 0);
        assertThat(standing(5L, 0)).isEqualTo(Standing.DONE);
        assertThat(window.stats(0).claimed()).isEqualTo(2);
    }

    @Test
    void recover_ofAnIdInFlight_leavesItsClaimNothingToSettle() {
        Claim first = window.claim("a", 0, 0);
        window.recover("a", 0, 0);
        assertThat(standing("a", 0)).isEqualTo(Standing.DONE);
        first.forget();
        assertThat(standing("a", 0)).isEqualTo(Standing.DONE);
        window.recover("a", 0, 0);
        assertThat(window.stats(0).claimed()).isEqualTo(1);
        assertThat(window.stats(0).remembered()).isEqualTo(1);
    }

    @Test
    void size_isBounded_theOldestGiveWay_andAreCounted() {
        long second = 1_000_000_000L;
        for (int i = 0; i < 5_000; i++) {
            window.claim(i, 0, i / 1_000 * (10 * second)).done(0);
        }
        Stats stats = window.stats(40 * second);
        assertThat(stats.remembered()).isEqualTo(1_000);
        assertThat(stats.evicted()).isEqualTo(4_000);
        assertThat(stats.coveredNanos()).isBetween(0L, 10 * second);
        LongStream.range(4_000, 5_000)
                .forEach(i -> assertThat(standing(i, 40 * second)).isEqualTo(Standing.DONE));
        assertThat(standing(3_999L, 40 * second)).isEqualTo(Standing.FIRST);
        assertThat(window.stats(AGE * 4).coveredNanos()).isEqualTo(AGE);
    }

    @Test
    void inFlight_withoutEnd_staysBounded() {
        for (int i = 0; i < 5_000; i++) {
            window.claim(i, 0, 0);
        }
        Stats stats = window.stats(0);
        assertThat(stats.remembered()).isEqualTo(1_000);
        assertThat(stats.evicted()).isEqualTo(4_000);
        assertThat(stats.expiredInFlight()).isEqualTo(4_000);
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
        Long one = Long.getLong("ids.seed");
        return one != null ? LongStream.of(one) : LongStream.range(0, 1_000);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void findings_anyHistoryWithinTheBounds_areTheOracles(long seed) {
        new IdHistory(seed, this, 1_000).run(500);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void findings_beyondTheBound_areMissedNoMoreThanIsCounted(long seed) {
        new IdHistory(seed, this, 8).run(500);
    }

    /** Each thread has ids of its own, so that each has an oracle of its own. */
    @ParameterizedTest(name = "{0} threads")
    @org.junit.jupiter.params.provider.ValueSource(ints = {2, 4, 8})
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
}
