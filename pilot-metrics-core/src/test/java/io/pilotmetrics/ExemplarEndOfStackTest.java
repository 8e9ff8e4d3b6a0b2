// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics;

import static io.pilotmetrics.SpanOfThread.span;
import static org.assertj.core.api.Assertions.assertThat;

import io.pilotmetrics.snapshot.AccountSnapshot;
import io.pilotmetrics.snapshot.Exemplar;
import io.pilotmetrics.snapshot.Law;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Each call of a recursion is due for an exemplar, and who is asked for the span goes deep itself: so the stack ends in there, and the
 * call is booked all the same.
 */
class ExemplarEndOfStackTest {

    private static final int ROUNDS = 150;
    private static final long PAGE_BYTES = 16 * 1024;

    /** A clock by which each call takes long enough for its range to be due again. */
    private static final class Hasty implements PilotClock {
        private final AtomicLong nanos = new AtomicLong();

        @Override
        public long nanos() {
            return nanos.addAndGet(100_000_000);
        }

        @Override
        public Instant wall() {
            return Instant.EPOCH;
        }

        @Override
        public Ticker every(Duration period, Runnable task) {
            return () -> {};
        }
    }

    private final AtomicLong asked = new AtomicLong();
    private final AtomicLong struck = new AtomicLong();
    private final PilotMetrics pilot = PilotMetrics.builder("p")
            .clock(new Hasty())
            .exemplars(this::current)
            .build();
    private final Handler<String> handler =
            pilot.handler("h", String.class).id(e -> e).register();
    private final Operation operation = pilot.operation("o");
    private int events;

    @AfterEach
    void close() {
        pilot.close();
    }

    private CurrentSpan.Ids current() {
        asked.incrementAndGet();
        try {
            return span(sum(20));
        } catch (StackOverflowError e) {
            struck.incrementAndGet();
            throw e;
        }
    }

    private static int sum(int to) {
        return to == 0 ? 1 : to + sum(to - 1);
    }

    private void consume() {
        handler.run("event " + events++, e -> upToTheEnd(this::consume));
    }

    private void batch() {
        handler.batch((all, report) -> upToTheEnd(this::batch))
                .accept(List.of("event " + events++, "event " + events++));
    }

    private void operate() {
        operation.runnable(() -> upToTheEnd(this::operate)).run();
    }

    /** Returns where the stack ends, so that the wrapper around books at once: what overflows itself is booked late, with no exemplar. */
    private static void upToTheEnd(Runnable recursion) {
        try {
            recursion.run();
        } catch (StackOverflowError end) {
            // as expected
        }
    }

    private static void atDepth(int depth, Runnable run) {
        if (depth == 0) {
            run.run();
        } else {
            atDepth(depth - 1, run);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"consumer", "batch", "operation"})
    void call_isBooked_whereverTheStackEnds(String which) throws InterruptedException {
        Random random = new Random(37);
        for (int round = 0; round < ROUNDS; round++) {
            int depth = random.nextInt(60);
            Runnable recursion = switch (which) {
                case "consumer" -> this::consume;
                case "batch" -> this::batch;
                default -> this::operate;
            };
            Runnable code = () -> upToTheEnd(() -> atDepth(depth, recursion));
            Thread thread = new Thread(null, code, "small stack", (11 + random.nextInt(4)) * PAGE_BYTES);
            thread.start();
            thread.join();
        }
        AccountSnapshot snapshot = which.equals("operation") ? operation.snapshot() : handler.snapshot();
        assertThat(snapshot.callsEnded()).isGreaterThan(10 * ROUNDS);
        assertThat(snapshot.inFlight()).isZero();
        assertThat(snapshot.laws()).allSatisfy(law -> assertThat(law.status()).isEqualTo(Law.Status.HOLDS));
        assertThat(snapshot.exemplars())
                .isNotEmpty()
                .hasSizeLessThanOrEqualTo(Exemplar.RANGES)
                .allSatisfy(exemplar ->
                        assertThat(exemplar.spanId()).isEqualTo(span(sum(20)).spanId()));
        assertThat(struck.get()).isPositive(); // else this shows nothing
        assertThat(asked.get()).isGreaterThan(struck.get());
    }
}
