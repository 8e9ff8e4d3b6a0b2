// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotmetrics.snapshot.HandlerSnapshot;
import io.pilotmetrics.snapshot.Law;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The stack ends wherever it happens to: each round gives the recursion another depth to begin at and another stack, so that the end moves
 * through the wrappers' calls as they are interpreted first and compiled later.
 */
class EndOfSmallStackTest {

    private static final int ROUNDS = 150;
    private static final long PAGE_BYTES = 16 * 1024;

    private final PilotMetrics pilot =
            PilotMetrics.builder("p").clock(new ManualTime()).build();
    private final Handler<String> handler = pilot.handler("h", String.class)
            .id(e -> e)
            .countedByMinute(Duration.ofHours(1))
            .register();
    private int events;

    @AfterEach
    void close() {
        pilot.close();
    }

    /** Code that calls itself by a wrapper until the stack ends. */
    private interface Recursion {
        void into(EndOfSmallStackTest test);
    }

    static Stream<Named<Recursion>> recursions() {
        return Stream.of(
                Named.of("consumer", test -> {
                    List<Consumer<String>> self = new ArrayList<>();
                    self.add(test.handler
                            .consumer(e -> self.get(0).accept(test.next()))
                            .skipDuplicates());
                    self.get(0).accept(test.next());
                }),
                Named.of("function", test -> {
                    List<Function<String, String>> self = new ArrayList<>();
                    self.add(test.handler
                            .<String>function(e -> self.get(0).apply(test.next()))
                            .whenDuplicate(e -> e));
                    String unused = self.get(0).apply(test.next());
                }),
                Named.of("stage", test -> {
                    List<Function<String, CompletableFuture<String>>> self = new ArrayList<>();
                    self.add(test.handler
                            .<String, CompletableFuture<String>>stage(
                                    e -> self.get(0).apply(test.next()))
                            .whenDuplicate(CompletableFuture::completedFuture));
                    CompletableFuture<String> unused = self.get(0).apply(test.next());
                }),
                Named.of("batch", test -> {
                    List<Consumer<List<String>>> self = new ArrayList<>();
                    self.add(test.handler.batch((e, report) -> self.get(0).accept(List.of(test.next(), test.next()))));
                    self.get(0).accept(List.of(test.next()));
                }));
    }

    private String next() {
        return "event " + events++;
    }

    private static void atDepth(int depth, Runnable run) {
        if (depth == 0) {
            run.run();
        } else {
            atDepth(depth - 1, run);
        }
    }

    @ParameterizedTest
    @MethodSource("recursions")
    void noEvent_staysInFlight_butWhatTheJvmKeeps(Recursion recursion) throws InterruptedException {
        Random random = new Random(31);
        for (int round = 0; round < ROUNDS; round++) {
            int depth = random.nextInt(60);
            Runnable code = () -> {
                try {
                    atDepth(depth, () -> recursion.into(this));
                } catch (StackOverflowError end) {
                    // as expected
                }
            };
            Thread thread = new Thread(null, code, "small stack", (11 + random.nextInt(4)) * PAGE_BYTES);
            thread.start();
            thread.join();
        }
        HandlerSnapshot snapshot = handler.snapshot();
        assertThat(snapshot.received()).isGreaterThan(10 * ROUNDS);
        // What HotSpot keeps from us, see EndOfStackTest: seldom one, never one of each overflow.
        assertThat(snapshot.inFlight()).isBetween(0L, ROUNDS / 10L);
        assertThat(snapshot.laws()).allSatisfy(law -> assertThat(law.status()).isNotEqualTo(Law.Status.BROKEN));
    }
}
