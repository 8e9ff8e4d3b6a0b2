// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.integrity;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotmetrics.integrity.IdWindow.Claim;
import io.pilotmetrics.integrity.IdWindow.Standing;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExactIdWindowTest {

    private final AtomicLong nanos = new AtomicLong();
    private final IdWindow window = new ExactIdWindow(Duration.ofMinutes(10).toNanos(), 1_000);

    @Test
    void id_isUnknown_thenInFlight_thenDone() {
        Claim first = window.claim("a", nanos.get());
        assertThat(first.standing()).isEqualTo(Standing.FIRST);
        assertThat(window.claim("a", nanos.get()).standing()).isEqualTo(Standing.IN_FLIGHT);
        first.done(nanos.get());
        assertThat(window.claim("a", nanos.get()).standing()).isEqualTo(Standing.DONE);
        assertThat(window.claim("b", nanos.get()).standing()).isEqualTo(Standing.FIRST);
    }

    @Test
    void id_forgotten_isUnknownAgain() {
        window.claim("a", nanos.get()).forget();
        assertThat(window.claim("a", nanos.get()).standing()).isEqualTo(Standing.FIRST);
    }

    @Test
    void repeat_settlesNothing() {
        window.claim("a", nanos.get());
        Claim repeat = window.claim("a", nanos.get());
        repeat.done(nanos.get());
        repeat.forget();
        assertThat(window.claim("a", nanos.get()).standing()).isEqualTo(Standing.IN_FLIGHT);
    }

    @Test
    void age_countsFromFirstSightAndIsNotRenewed() {
        window.claim("a", nanos.get()).done(nanos.get());
        nanos.set(Duration.ofMinutes(10).toNanos() - 1);
        assertThat(window.claim("a", nanos.get()).standing()).isEqualTo(Standing.DONE);
        nanos.incrementAndGet();
        assertThat(window.claim("a", nanos.get()).standing()).isEqualTo(Standing.FIRST);
    }

    @Test
    void expired_inFlight_isCountedAndSettlesNothing() {
        Claim old = window.claim("a", nanos.get());
        nanos.set(Duration.ofMinutes(10).toNanos());
        Claim fresh = window.claim("a", nanos.get());
        assertThat(fresh.standing()).isEqualTo(Standing.FIRST);
        assertThat(window.stats(nanos.get()).expiredInFlight()).isEqualTo(1);
        old.forget();
        assertThat(window.claim("a", nanos.get()).standing()).isEqualTo(Standing.IN_FLIGHT);
        old.done(nanos.get());
        assertThat(window.claim("a", nanos.get()).standing()).isEqualTo(Standing.IN_FLIGHT);
        fresh.done(nanos.get());
        assertThat(window.claim("a", nanos.get()).standing()).isEqualTo(Standing.DONE);
    }

    @Test
    void size_isBoundedAndWhatGaveWayIsCounted() {
        IntStream.range(0, 5_000).forEach(i -> window.claim(i, nanos.get()).done(nanos.get()));
        IdWindow.Stats stats = window.stats(nanos.get());
        assertThat(stats.remembered()).isEqualTo(1_000);
        assertThat(stats.evicted()).isEqualTo(4_000);
        assertThat(window.claim(4_000, nanos.get()).standing()).isEqualTo(Standing.DONE);
        assertThat(window.claim(3_999, nanos.get()).standing()).isEqualTo(Standing.FIRST);
    }

    @Test
    void forgottenIds_takePlacesForTheirTime_soThatRetriesWithoutEndStayBounded() {
        window.claim("old", nanos.get()).done(nanos.get());
        IntStream.range(0, 10_000)
                .forEach(i -> window.claim("failing", nanos.get()).forget());
        assertThat(window.stats(nanos.get()).remembered()).isLessThanOrEqualTo(1);
        assertThat(window.stats(nanos.get()).evicted()).isEqualTo(1);
        assertThat(window.claim("old", nanos.get()).standing()).isEqualTo(Standing.FIRST);
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
                    return window.claim(id, nanos.get()).standing();
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
}
