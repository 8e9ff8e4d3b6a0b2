// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics;

import static io.pilotmetrics.SpanOfThread.span;
import static io.pilotmetrics.SpanOfThread.within;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.pilotmetrics.snapshot.Exemplar;
import io.pilotmetrics.snapshot.HandlerSnapshot;
import io.pilotmetrics.snapshot.PilotSnapshot;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls that stand for others, with the span that was current when they ended. */
class ExemplarsTest {

    private static final Duration INTERVAL = Duration.ofMillis(100);

    private final ManualTime time = new ManualTime();
    private final AtomicInteger asked = new AtomicInteger();
    private CurrentSpan.@Nullable Ids current = span(0);
    private Runnable inProvider = () -> {};
    private final PilotMetrics pilot = PilotMetrics.builder("p")
            .clock(time)
            .exemplars(() -> {
                asked.incrementAndGet();
                inProvider.run();
                return current;
            })
            .build();
    private final Handler<String> handler =
            pilot.handler("h", String.class).cohort(event -> "all").register();

    @AfterEach
    void close() {
        pilot.close();
    }

    private void call(Duration took) {
        handler.run("a", event -> time.pass(took));
    }

    private Exemplar exemplar(Duration took, int number) {
        return new Exemplar(
                took.toNanos(),
                time.wall(),
                span(number).traceId(),
                span(number).spanId());
    }

    @Test
    void call_inASpan_isAnExemplar() {
        call(Duration.ofMillis(3));
        assertThat(handler.snapshot().exemplars()).containsExactly(exemplar(Duration.ofMillis(3), 0));
    }

    @Test
    void pilot_findsAProvider() {
        try (PilotMetrics finds = PilotMetrics.create("finds")) {
            Operation operation = finds.operation("o");
            operation.runnable(() -> {}).run();
            assertThat(operation.snapshot().exemplars()).isEmpty();
        }
        try (PilotMetrics finds = PilotMetrics.create("finds")) {
            Operation operation = finds.operation("o");
            within(span(1), operation.runnable(() -> {}));
            assertThat(operation.snapshot().exemplars())
                    .singleElement()
                    .returns(span(1).traceId(), Exemplar::traceId)
                    .returns(span(1).spanId(), Exemplar::spanId);
        }
    }

    @Test
    void pilot_withNone_hasNoExemplars() {
        try (PilotMetrics none =
                PilotMetrics.builder("none").exemplars(CurrentSpan.NONE).build()) {
            Operation operation = none.operation("o");
            within(span(1), operation.runnable(() -> {}));
            assertThat(operation.snapshot().exemplars()).isEmpty();
            assertThat(none.registry().exemplars()).isNull(); // so that a call's end sees it by a null
        }
    }

    @Test
    void pilot_givenTwo_isRefused() {
        PilotBuilder builder = PilotMetrics.builder("two").exemplars(() -> null);
        assertThatThrownBy(() -> builder.exemplars(CurrentSpan.NONE))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("pilot \"two\": exemplars(…) was set before; one span is current");
    }

    @Test
    void exemplar_isReplacedByANewerOne() {
        call(Duration.ofMillis(3));
        current = span(1);
        time.pass(INTERVAL);
        call(Duration.ofMillis(3).plusNanos(1));
        assertThat(handler.snapshot().exemplars())
                .containsExactly(exemplar(Duration.ofMillis(3).plusNanos(1), 1));
    }

    @Test
    void exemplar_staysWhereNoSpanIsCurrentLater() {
        call(Duration.ofMillis(3));
        List<Exemplar> before = handler.snapshot().exemplars();
        current = null;
        time.pass(INTERVAL);
        call(Duration.ofMillis(3));
        assertThat(asked).hasValue(2);
        assertThat(handler.snapshot().exemplars()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void span_isAskedForTenTimesASecond_whetherOneIsCurrentOrNot(boolean any) {
        current = any ? span(0) : null;
        for (int i = 0; i < 10_000; i++) {
            call(Duration.ofMillis(1));
        }
        assertThat(asked).hasValue(100);
    }

    @Test
    void exemplars_areSpreadOverDurations_oneForEachRange() {
        List<Long> durations = IntStream.range(0, Exemplar.RANGES)
                .mapToObj(range -> (long) (1.5e6 * Math.pow(2, range / 2.0))) // from 1.5 ms in half octaves
                .toList();
        durations.forEach(nanos -> call(Duration.ofNanos(nanos)));
        assertThat(handler.snapshot().exemplars())
                .extracting(Exemplar::durationNanos)
                .containsExactlyElementsOf(durations);
        assertThat(asked).hasValue(Exemplar.RANGES);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void exemplars_areBounded_andAreTheNewestOfTheirRange(long seed) {
        Random random = new Random(seed);
        Exemplar[] newest = new Exemplar[Exemplar.RANGES];
        for (int i = 0; i < 2_000; i++) {
            current = random.nextInt(4) == 0 ? null : span(i);
            Duration took = Duration.ofNanos(random.nextLong() >>> (25 + random.nextInt(38)));
            call(took);
            if (current != null) {
                newest[Exemplar.range(took.toNanos())] = exemplar(took, i);
            }
            time.pass(INTERVAL);
        }
        assertThat(handler.snapshot().exemplars())
                .containsExactlyElementsOf(
                        Stream.of(newest).filter(Objects::nonNull).toList());
    }

    @Test
    void clockThatGoesBack_isNoExemplarOfTheLongestCalls() {
        time.pass(Duration.ofSeconds(9)); // it is due still, at the time that it goes back to
        call(Duration.ofSeconds(-9));
        assertThat(handler.snapshot().exemplars()).containsExactly(exemplar(Duration.ZERO, 0));
    }

    @Test
    void batchesOperationsAndStages_haveExemplars_windowsAndCohortsNone() {
        handler.batch((events, report) -> time.pass(Duration.ofMillis(3))).accept(List.of("a", "b"));
        CompletableFuture<String> stage = new CompletableFuture<>();
        CompletableFuture<String> unused =
                handler.stage((String event) -> stage).apply("a");
        time.pass(Duration.ofMillis(30));
        current = span(1);
        stage.complete("done");
        pilot.operation("o").runnable(() -> time.pass(Duration.ofMillis(3))).run();
        time.seconds(2);
        PilotSnapshot snapshot = pilot.snapshot();
        HandlerSnapshot h = snapshot.handler("h");
        assertThat(h.exemplars()).extracting(Exemplar::spanId).containsExactly(span(0).spanId(), span(1).spanId());
        assertThat(snapshot.operation("o").exemplars()).hasSize(1);
        assertThat(h.windows().values())
                .isNotEmpty()
                .allSatisfy(window -> assertThat(window.exemplars()).isEmpty());
        assertThat(h.cohorts().values())
                .isNotEmpty()
                .allSatisfy(cohort -> assertThat(cohort.exemplars()).isEmpty());
        assertThat(PilotSnapshot.parse(snapshot.toJson()).handler("h").exemplars())
                .isEmpty();
    }

    /** The reader books what the end of the stack kept from being booked, in a span of its own. */
    @Test
    void callThatIsBookedLate_isNoExemplar() {
        assertThat(catchThrowable(() -> handler.run("a", event -> {
                    throw new StackOverflowError();
                })))
                .isInstanceOf(StackOverflowError.class);
        time.pass(Duration.ofSeconds(3));
        HandlerSnapshot snapshot = handler.snapshot();
        assertThat(snapshot.callsEnded()).isEqualTo(1);
        assertThat(snapshot.exemplars()).isEmpty();
        call(Duration.ofSeconds(3)); // and its range is still due
        assertThat(handler.snapshot().exemplars()).hasSize(1);
    }

    @Test
    void provider_thatCallsTheHandler_isNotAskedByThatCall() {
        inProvider = () -> call(Duration.ZERO);
        call(Duration.ZERO);
        assertThat(asked).hasValue(1);
        assertThat(handler.snapshot().callsEnded()).isEqualTo(2);
    }
}
