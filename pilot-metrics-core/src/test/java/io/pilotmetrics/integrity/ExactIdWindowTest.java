// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.integrity;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotmetrics.integrity.IdWindow.Standing;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExactIdWindowTest extends IdWindowContract {

    @Override
    IdWindow create(long ageNanos, int maxIds, long nanos) {
        return new ExactIdWindow(ageNanos, maxIds);
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

    @Override
    boolean forgottenKeepTheirPlaces() {
        return true;
    }

    @Test
    void id_mayBeOfAnyTypeWithEqualsByValue() {
        IdWindow window = create(AGE, 10, 0);
        window.claim(List.of("a", 1), 0, 0).done(0);
        assertThat(window.claim(List.of("a", 1), 0, 0).standing()).isEqualTo(Standing.DONE);
    }

    @Test
    void forgottenIds_takePlacesForTheirTime_soThatRetriesWithoutEndStayBounded() {
        IdWindow window = create(AGE, 1_000, 0);
        window.claim("old", 0, 0).done(0);
        IntStream.range(0, 10_000).forEach(i -> window.claim("failing", 0, 0).forget(0));
        assertThat(window.stats(0).remembered()).isLessThanOrEqualTo(1);
        assertThat(window.stats(0).evicted()).isEqualTo(1);
        assertThat(window.claim("old", 0, 0).standing()).isEqualTo(Standing.FIRST);
    }
}
