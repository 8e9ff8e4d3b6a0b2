// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.pilotmetrics.snapshot.Figure;
import io.pilotmetrics.snapshot.FigureSource;
import java.time.Instant;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FigureSourceTest {

    private final LoggedWarnings warnings = new LoggedWarnings();
    private final ManualTime time = new ManualTime();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final PilotMetrics pilot = PilotMetrics.builder("p").clock(time).build();
    private final AtomicInteger asked = new AtomicInteger();

    @AfterEach
    void close() {
        pilot.close();
        warnings.close();
    }

    private static Figure figure(String name) {
        return Figure.exact(name, 1, 1, "1", Map.of(), Instant.EPOCH);
    }

    private void supply(List<Figure> figures) {
        pilot.figures(() -> {
            asked.incrementAndGet();
            return figures;
        });
    }

    @Test
    void register_andTheTicker_neverAsk() {
        supply(List.of(figure("a")));
        pilot.bindTo(registry);
        assertThat(asked).hasValue(1);
        pilot.handler("h", String.class).register();
        pilot.operation("o");
        time.seconds(5);
        assertThat(asked).hasValue(1);
    }

    @Test
    void snapshot_asksEachSourceOnce() {
        supply(List.of(figure("a")));
        supply(List.of(figure("b")));
        pilot.bindTo(registry);
        asked.set(0);
        assertThat(pilot.snapshot().supplied()).extracting(Figure::name).containsExactly("a", "b");
        pilot.snapshot();
        assertThat(asked).hasValue(4);
    }

    @Test
    void scrape_sharesOneReadingAmongAllGauges() {
        supply(IntStream.range(0, 200).mapToObj(i -> figure("f" + i)).toList());
        pilot.bindTo(registry);
        asked.set(0);
        long begun = System.nanoTime();
        assertThat(registry.getMeters()).hasSizeGreaterThanOrEqualTo(200);
        registry.getMeters()
                .forEach(meter -> meter.measure()
                        .forEach(measured -> assertThat(measured.getValue()).isNotNaN()));
        long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun);
        assertThat(asked.longValue()).isLessThanOrEqualTo(1 + seconds);
    }

    @Test
    void figuresThatASnapshotSees_becomeMetersWithTheNextTick() {
        List<Figure> figures = new CopyOnWriteArrayList<>();
        supply(figures);
        pilot.bindTo(registry);
        figures.add(figure("late"));
        pilot.snapshot();
        time.seconds(1);
        assertThat(registry.get("pilot.figure.late").gauge().value()).isEqualTo(1);
    }

    @SuppressWarnings("NullAway") // whoever writes a source may not have it
    static List<FigureSource> wrong() {
        return List.of(
                () -> null,
                () -> Arrays.asList(figure("half"), null),
                () -> new AbstractList<>() {
                    @Override
                    public Figure get(int index) {
                        throw new IllegalStateException("anna@example.com");
                    }

                    @Override
                    public int size() {
                        return 1;
                    }
                },
                () -> {
                    throw new IllegalStateException("anna@example.com");
                });
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void snapshot_withASourceThatIsWrong_goesWithoutItsFigures(FigureSource wrong) {
        pilot.figures(wrong);
        pilot.figures(() -> List.of(figure("right")));
        pilot.bindTo(registry);
        assertThat(pilot.snapshot().supplied()).extracting(Figure::name).containsExactly("right");
        assertThat(pilot.scorecard().explain()).isNotEmpty();
        assertThat(registry.get("pilot.figure.right").gauge().value()).isEqualTo(1);
        assertThat(warnings.messages())
                .singleElement()
                .satisfies(text -> assertThat(text)
                        .contains("pilot \"p\"", "a figure source")
                        .doesNotContain("anna"));
    }
}
