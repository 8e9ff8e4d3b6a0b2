// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.pilotmetrics.snapshot.Disposition;
import io.pilotmetrics.snapshot.HandlerSnapshot;
import io.pilotmetrics.snapshot.Law;
import io.pilotmetrics.snapshot.Level;
import io.pilotmetrics.snapshot.OperationSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/**
 * Your recursion that ends the stack: you get its StackOverflowError, and each event and call of it is booked all the same, but for what the JVM
 * itself keeps from us: while the guard pages are down, HotSpot unwinds the C2 frame in which the stack ended without running its handlers
 * ({@code OptoRuntime::handle_exception_C_helper}). So of each overflow one event or call at most may stay in flight; some thousand overflows
 * show one.
 */
class EndOfStackTest {

    private static final int OVERFLOWS = 10;

    private final PilotMetrics pilot = PilotMetrics.create("p");
    private final Handler<String> handler =
            pilot.handler("h", String.class).id(e -> e).register();
    private final Operation operation = pilot.operation("o");
    private int depth;

    @AfterEach
    void close() {
        pilot.close();
    }

    private String next() {
        return "event " + depth++;
    }

    private void overflows(Callable<?> recursion) {
        for (int i = 0; i < OVERFLOWS; i++) {
            assertThat(catchThrowable(recursion::call)).isInstanceOf(StackOverflowError.class);
        }
        pilot.awaitRest(ofSeconds(1));
    }

    private static void restOrWhatTheJvmKeeps(long inFlight, List<Law> laws) {
        assertThat(inFlight).isBetween(0L, (long) OVERFLOWS);
        assertThat(laws).allSatisfy(law -> assertThat(law.status()).isNotEqualTo(Law.Status.BROKEN));
        if (inFlight == 0) {
            assertThat(laws).allSatisfy(law -> assertThat(law.status()).isEqualTo(Law.Status.HOLDS));
        }
    }

    private void allIsBooked() {
        HandlerSnapshot snapshot = handler.snapshot();
        assertThat(snapshot.received()).isGreaterThan(100);
        long kept = snapshot.inFlight();
        restOrWhatTheJvmKeeps(kept, snapshot.laws());
        assertThat(snapshot.count(Disposition.FAILED)).isEqualTo(snapshot.received() - kept);
        if (kept == 0) {
            assertThat(snapshot.level(Level.OLDEST_IN_FLIGHT)).hasValue(0);
        }
        for (int i = 0; i < depth; i += 7) { // a retry of what has failed is no duplicate
            handler.run("event " + i, e -> {});
        }
        assertThat(handler.snapshot().count(Disposition.PROCESSED)).isBetween((depth + 6) / 7 - kept, (depth + 6) / 7L);
    }

    @RepeatedTest(5)
    void consumer_thatCallsItself() {
        List<Consumer<String>> self = new ArrayList<>();
        self.add(handler.consumer(e -> self.get(0).accept(next())));
        overflows(Executors.callable(() -> self.get(0).accept(next())));
        allIsBooked();
    }

    @RepeatedTest(5)
    void function_thatCallsItself() {
        List<Function<String, String>> self = new ArrayList<>();
        self.add(handler.function(e -> self.get(0).apply(next())));
        overflows(() -> self.get(0).apply(next()));
        allIsBooked();
    }

    @RepeatedTest(5)
    void stage_thatCallsItself() {
        List<Function<String, CompletableFuture<String>>> self = new ArrayList<>();
        self.add(handler.stage(e -> self.get(0).apply(next())));
        overflows(() -> self.get(0).apply(next()));
        allIsBooked();
    }

    @RepeatedTest(5)
    void batch_thatCallsItself() {
        List<Consumer<List<String>>> self = new ArrayList<>();
        self.add(handler.batch((events, report) -> self.get(0).accept(List.of(next(), next()))));
        overflows(Executors.callable(() -> self.get(0).accept(List.of(next(), next()))));
        allIsBooked();
    }

    private void run() {
        handler.run(next(), e -> run());
    }

    private String call() {
        return handler.call(next(), e -> call());
    }

    @RepeatedTest(5)
    void run_thatCallsItself() {
        overflows(Executors.callable(this::run));
        allIsBooked();
    }

    @RepeatedTest(5)
    void call_thatCallsItself() {
        overflows(this::call);
        allIsBooked();
    }

    /** Most overflows end in a shallow wrapper, whose caller tries again at once, before anybody reads. */
    @Test
    void retry_atOnce_isNoDuplicate() {
        for (int i = 0; i < 3; i++) {
            assertThat(catchThrowable(() -> handler.run("a", e -> {
                        throw new StackOverflowError();
                    })))
                    .isInstanceOf(StackOverflowError.class);
        }
        handler.run("a", e -> {});
        HandlerSnapshot snapshot = handler.snapshot();
        assertThat(snapshot.count(Disposition.FAILED)).isEqualTo(3);
        assertThat(snapshot.count(Disposition.PROCESSED)).isEqualTo(1);
    }

    /** What goes wrong in a stage's listener nobody would see: the stage keeps it for itself. */
    @Test
    void stage_whoseExceptionCannotBeRead_isBookedAllTheSame() {
        class Unreadable extends CompletionException {
            private static final long serialVersionUID = 1;

            @Override
            public synchronized Throwable getCause() {
                throw new IllegalStateException("unreadable");
            }
        }
        CompletableFuture<String> stage = new CompletableFuture<>();
        CompletableFuture<String> unused = handler.stage((String e) -> stage).apply("a");
        stage.completeExceptionally(new Unreadable());
        HandlerSnapshot snapshot = handler.snapshot();
        assertThat(snapshot.count(Disposition.FAILED)).isEqualTo(1);
        assertThat(snapshot.inFlight()).isZero();
        assertThat(snapshot.laws()).allSatisfy(law -> assertThat(law.status()).isEqualTo(Law.Status.HOLDS));
    }

    @RepeatedTest(5)
    void operations_thatCallThemselves() {
        List<Callable<String>> self = new ArrayList<>();
        List<Supplier<CompletableFuture<String>>> stage = new ArrayList<>();
        self.add(operation.callable(() -> self.get(0).call()));
        stage.add(operation.stage(() -> stage.get(0).get()));
        overflows(self.get(0));
        overflows(() -> stage.get(0).get());
        OperationSnapshot snapshot = operation.snapshot();
        assertThat(snapshot.inFlight()).isBetween(0L, 2L * OVERFLOWS);
        assertThat(snapshot.callsEnded()).isEqualTo(snapshot.latency().count());
    }
}
