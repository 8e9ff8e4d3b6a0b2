// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.conversion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilotmetrics.Handler;
import io.pilotmetrics.PilotMetrics;
import io.pilotmetrics.snapshot.Counts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class QueuedConversionSinkTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    private static Conversion order(int number) {
        return Conversion.of("order-" + number, number, Touch.utm("newsletter", null, null, null));
    }

    private final List<Conversion> kept = Collections.synchronizedList(new ArrayList<>());

    private static void assertLaw(QueuedConversionSink sink, long offered) {
        assertThat(sink.queued()).isZero();
        assertThat(sink.stored() + sink.notStored()).isEqualTo(offered);
        assertThat(sink.offered()).isEqualTo(offered);
    }

    @Test
    void offer_isStoredInOrder() {
        QueuedConversionSink sink =
                QueuedConversionSink.to((batch, refusals) -> kept.addAll(batch)).start();
        for (int i = 0; i < 2_000; i++) {
            assertThat(sink.offer(order(i))).isTrue();
            if (i % 500 == 0) {
                assertThat(sink.flush(LONG)).isTrue();
            }
        }
        sink.close();
        assertThat(kept).hasSize(2_000).isSortedAccordingTo((a, b) -> Double.compare(a.value(), b.value()));
        assertLaw(sink, 2_000);
    }

    /** The store is stuck inside its database; whoever offers does not notice. */
    @Test
    void offer_whileTheStoreIsStuck_returnsAtOnce_andIsCounted() throws InterruptedException {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        QueuedConversionSink sink = QueuedConversionSink.to((batch, refusals) -> {
                    inside.countDown();
                    goOn.await();
                    kept.addAll(batch);
                })
                .capacity(100)
                .batch(10)
                .flushEvery(Duration.ofMillis(1))
                .start();
        sink.offer(order(0));
        inside.await();
        int accepted = 1;
        for (int i = 1; i < 100_000; i++) {
            accepted += sink.offer(order(i)) ? 1 : 0;
        }
        assertThat(accepted).isEqualTo(100);
        assertThat(sink.notStored()).isEqualTo(99_900);
        assertThat(sink.queued()).isEqualTo(100);
        goOn.countDown();
        sink.close();
        assertThat(kept).hasSize(100);
        assertLaw(sink, 100_000);
    }

    @Test
    void store_thatFailsForAWhile_isTriedAgain() {
        int[] calls = {0};
        QueuedConversionSink sink = QueuedConversionSink.to((batch, refusals) -> {
                    if (calls[0]++ < 2) {
                        throw new IOException("order-1 is in this message");
                    }
                    kept.addAll(batch);
                })
                .backOff(Duration.ofNanos(1))
                .start();
        sink.offer(order(1));
        sink.close();
        assertThat(kept).hasSize(1);
        assertThat(sink.failures()).isEqualTo(2);
        assertThat(sink.lastFailure()).contains("java.io.IOException"); // the message is not shown
        assertLaw(sink, 1);
    }

    @Test
    void store_thatFailsForEver_losesTheBatch_andSaysSo() {
        QueuedConversionSink sink = QueuedConversionSink.to((batch, refusals) -> {
                    throw new StackOverflowError();
                })
                .retries(0)
                .start();
        sink.offer(order(1));
        sink.close();
        assertThat(sink.notStored()).isEqualTo(1);
        assertThat(sink.offer(order(2))).isFalse();
        assertLaw(sink, 2);
    }

    @Test
    void close_whileTheStoreIsStuck_givesUpWhatIsQueued() throws InterruptedException {
        CountDownLatch inside = new CountDownLatch(1);
        QueuedConversionSink sink = QueuedConversionSink.to((batch, refusals) -> {
                    inside.countDown();
                    new CountDownLatch(1).await(); // until it is interrupted
                })
                .batch(1)
                .closeWithin(Duration.ofMillis(20))
                .start();
        sink.offer(order(1));
        inside.await();
        sink.offer(order(2));
        sink.close();
        assertLaw(sink, 2);
        assertThat(sink.stored()).isZero();
        sink.close();
    }

    /** Whatever a store does: what was offered is stored, or counted as not stored. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void law_underAnyFailure_onFourThreads_holds(long seed) throws Exception {
        Random failing = new Random(seed);
        long[] reallyStored = {0};
        QueuedConversionSink sink = QueuedConversionSink.to((batch, refusals) -> {
                    switch (failing.nextInt(5)) {
                        case 0 -> throw new IOException("down");
                        case 1 -> {
                            int refused = failing.nextInt(batch.size() + 1);
                            refusals.refuse(refused, new IOException("full"));
                            reallyStored[0] += batch.size() - refused;
                        }
                        case 2 -> throw new OutOfMemoryError("not really");
                        default -> reallyStored[0] += batch.size();
                    }
                })
                .capacity(1 + failing.nextInt(300))
                .batch(1)
                .retries(failing.nextInt(2))
                .backOff(Duration.ofNanos(1))
                .start();
        ExecutorService executor = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int thread = 0; thread < 4; thread++) {
                running.add(executor.submit(() -> {
                    for (int i = 0; i < 1_000; i++) {
                        sink.offer(order(i));
                    }
                }));
            }
            for (Future<?> future : running) {
                future.get();
            }
        } finally {
            executor.shutdownNow();
        }
        sink.close();
        assertLaw(sink, 4_000);
        assertThat(sink.stored()).isEqualTo(reallyStored[0]);
    }

    @Test
    void pilot_keepsWhatIsProcessed_andHasTheSinksFigures() {
        QueuedConversionSink sink = QueuedConversionSink.to((batch, refusals) -> kept.addAll(batch))
                .name("orders")
                .capacity(1)
                .flushEvery(LONG)
                .start();
        try (PilotMetrics pilot =
                PilotMetrics.builder("p").conversions(sink).figures(sink).build()) {
            Handler<Integer> handler = pilot.handler("h", Integer.class)
                    .conversion(QueuedConversionSinkTest::order)
                    .register();
            sink.close(); // from now on it takes none
            handler.run(1, number -> {});
            assertThat(handler.snapshot().counts().get(Counts.CONVERSION_NOT_STORED))
                    .isEqualTo(1);
            assertThat(pilot.snapshot().figures())
                    .filteredOn(figure -> figure.name().equals("conversion.not_stored.rate"))
                    .singleElement()
                    .satisfies(figure -> assertThat(figure.tags()).containsEntry("sink", "orders"))
                    .satisfies(figure -> assertThat(figure.value()).isEqualTo(1));
        }
    }

    @Test
    void settings_thatMakeNoSense_areRefusedWithTheMend() {
        ConversionStore none = (batch, refusals) -> {};
        assertThatThrownBy(() -> QueuedConversionSink.to(none).capacity(0)).hasMessageContaining("at least 1, got 0");
        assertThatThrownBy(() -> QueuedConversionSink.to(none).capacity(5).capacity(6))
                .hasMessageContaining("set before, to 5");
        assertThatThrownBy(
                        () -> QueuedConversionSink.to(none).capacity(5).batch(6).start())
                .hasMessageContaining("raise .capacity");
        assertThatThrownBy(() -> QueuedConversionSink.to(new ConversionStore() {
                            @Override
                            public void open() throws IOException {
                                throw new IOException("no such folder");
                            }

                            @Override
                            public void store(List<Conversion> batch, Refusals refusals) {}
                        })
                        .start())
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage("no such folder");
    }
}
