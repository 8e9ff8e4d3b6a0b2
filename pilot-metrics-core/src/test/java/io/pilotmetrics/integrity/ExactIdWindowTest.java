// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.integrity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilotmetrics.integrity.IdWindow.Standing;
import io.pilotmetrics.integrity.IdWindow.Stats;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExactIdWindowTest extends IdWindowContract {

    @Override
    IdWindow create(long ageNanos, int maxIds, long nanos) {
        return new ExactIdWindow(ageNanos, maxIds, nanos);
    }

    @Override
    long latestNanos() {
        return 0;
    }

    @Override
    boolean isOver(long seenAt, long now) {
        return now - seenAt >= AGE;
    }

    @Override
    boolean isOfOneStep(long one, long other) {
        return one == other;
    }

    @Override
    int givingWayAtOnce(int maxIds) {
        return 1;
    }

    @Override
    int mostFull() {
        return Integer.MAX_VALUE;
    }

    @Test
    void id_mayBeOfAnyTypeWithEqualsByValue() {
        IdWindow window = create(AGE, 10, 0);
        window.claim(List.of("a", 1), 0, 0).done(0);
        assertThat(window.claim(List.of("a", 1), 0, 0).standing()).isEqualTo(Standing.DONE);
    }

    @Test
    void failingIds_takeNoOthersPlace() {
        IdWindow window = create(AGE, 1_000, 0);
        window.claim("old", 0, 0).done(0);
        IntStream.range(0, 10_000).forEach(i -> window.claim("failing", 0, 0).forget(0));
        assertThat(window.stats(0).evicted()).isZero();
        assertThat(window.claim("old", 0, 0).standing()).isEqualTo(Standing.DONE);
    }

    @Test
    void ids_thatChangeAfterwards_leaveWithTheOthers() {
        IdWindow window = create(AGE, 100, 0);
        for (int i = 0; i < 5_000; i++) {
            List<Integer> id = new ArrayList<>(List.of(i));
            Claim claim = window.claim(id, 0, 0);
            id.add(i);
            if (i % 2 == 0) {
                claim.done(0);
            } else {
                claim.forget(0); // it is found no more; it leaves when it is the oldest
            }
        }
        Stats stats = window.stats(0);
        assertThat(stats.remembered()).isEqualTo(100);
        assertThat(stats.claimed())
                .isEqualTo(stats.remembered() + stats.forgotten() + stats.evicted() + stats.expired());
        assertThat(window.stats(AGE).remembered()).isZero();
    }

    /** An id whose own code throws disturbs its own event alone. */
    @Test
    void ids_whoseHashThrows_doNotDisturbTheOthers() {
        record Moody(int number, AtomicBoolean throwing) {
            @Override
            public int hashCode() {
                if (throwing.get()) {
                    throw new IllegalStateException("mood");
                }
                return number;
            }
        }
        AtomicBoolean throwing = new AtomicBoolean();
        IdWindow window = create(AGE, 100, 0);
        for (int i = 0; i < 100; i++) {
            window.claim(new Moody(i, throwing), 0, 0).done(0);
        }
        throwing.set(true);
        assertThatThrownBy(() -> window.claim(new Moody(0, throwing), 0, 0)).isInstanceOf(IllegalStateException.class);
        for (int i = 0; i < 1_000; i++) {
            Claim claim = window.claim("a" + i, 0, 0);
            assertThat(claim.standing()).isEqualTo(Standing.FIRST);
            claim.done(0);
        }
        assertThat(window.stats(0).remembered()).isEqualTo(100);
    }
}
