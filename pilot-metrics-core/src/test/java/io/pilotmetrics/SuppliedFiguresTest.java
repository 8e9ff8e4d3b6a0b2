// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotmetrics.snapshot.Figure;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SuppliedFiguresTest {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - SECOND / 2); // wraps around
    private final AtomicInteger asked = new AtomicInteger();
    private final SuppliedFigures figures = new SuppliedFigures(List.of(), new Warnings("p"), now::get);

    private List<Figure> answer(long takes) {
        now.addAndGet(takes);
        return List.of(Figure.exact("a", asked.incrementAndGet(), 1, "1", Map.of(), Instant.EPOCH));
    }

    @Test
    void shared_asksAgainAfterASecond() {
        figures.add(() -> answer(0));
        assertThat(figures.shared()).singleElement().returns(1.0, Figure::value);
        now.addAndGet(SECOND - 1);
        assertThat(figures.shared()).singleElement().returns(1.0, Figure::value);
        now.addAndGet(1);
        assertThat(figures.shared()).singleElement().returns(2.0, Figure::value);
    }

    @Test
    void shared_aSourceSlowerThanASecond_isNotAskedByTheNextGauge() {
        figures.add(() -> answer(5 * SECOND));
        figures.shared();
        figures.shared();
        assertThat(asked).hasValue(1);
    }

    @Test
    void shared_usesWhatASnapshotAsked() {
        figures.add(() -> answer(0));
        figures.ask();
        figures.shared();
        assertThat(asked).hasValue(1);
    }

    @Test
    void shared_whileAnotherAsks_doesNotWait() {
        figures.add(() -> {
            assertThat(figures.shared()).isEmpty(); // a second reader, before the first has its answer
            return answer(0);
        });
        assertThat(figures.shared()).hasSize(1);
        assertThat(asked).hasValue(1);
    }

    @Test
    void last_neverAsks() {
        figures.add(() -> answer(0));
        assertThat(figures.last()).isEmpty();
        figures.ask();
        now.addAndGet(2 * SECOND);
        assertThat(figures.last()).hasSize(1);
        assertThat(asked).hasValue(1);
    }
}
