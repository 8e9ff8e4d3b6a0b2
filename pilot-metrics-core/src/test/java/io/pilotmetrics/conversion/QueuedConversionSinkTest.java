// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.conversion;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilotmetrics.snapshot.Figure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class QueuedConversionSinkTest {

    private final SinkLog log = new SinkLog();

    @AfterEach
    void closeLog() {
        log.close();
    }

    static Conversion order(int number) {
        return Conversion.of("A-" + number, number, Touch.utm("newsletter", "email", null, null));
    }

    @Test
    void offer_storeBlocked_returnsAtOnceAndRefusesWhenFull() throws InterruptedException {
        GatedStore store = new GatedStore(false);
        QueuedConversionSink sink =
                QueuedConversionSink.to(store).capacity(10).batch(5).start();
        for (int i = 0; i < 5; i++) {
            assertThat(sink.offer(order(i))).isTrue();
        }
        store.inside.await();
        int accepted = 5;
        for (int i = 5; i < 100_000; i++) {
            accepted += sink.offer(order(i)) ? 1 : 0;
        }
        assertThat(accepted).isEqualTo(10);
        assertThat(sink.queued()).isEqualTo(10);
        assertThat(sink.notStored()).isEqualTo(99_990);
        assertThat(sink.offered()).isEqualTo(100_000);

        store.goOn.countDown();
        sink.close();
        assertThat(store.kept())
                .extracting(Conversion::orderId)
                .containsExactly("A-0", "A-1", "A-2", "A-3", "A-4", "A-5", "A-6", "A-7", "A-8", "A-9");
        assertThat(sink.stored()).isEqualTo(10);
        assertThat(sink.queued()).isZero();
        assertThat(store.closed).isTrue();
    }

    @Test
    void offer_afterClose_isRefusedAndCounted() {
        QueuedConversionSink sink =
                QueuedConversionSink.to((batch, refusals) -> {}).start();
        sink.close();
        sink.close();
        assertThat(sink.offer(order(1))).isFalse();
        assertThat(sink.notStored()).isEqualTo(1);
    }

    @Test
    void close_storeBlocked_interruptsItAndCountsAllAsNotStored() throws InterruptedException {
        GatedStore store = new GatedStore(false);
        QueuedConversionSink sink = QueuedConversionSink.to(store)
                .capacity(10)
                .batch(5)
                .closeWithin(ofMillis(1))
                .start();
        for (int i = 0; i < 12; i++) {
            sink.offer(order(i));
        }
        store.inside.await();
        sink.close();
        assertThat(store.kept()).isEmpty();
        assertThat(sink.notStored()).isEqualTo(12);
        assertThat(sink.queued()).isZero();
    }

    @Test
    void close_storeDeafToInterrupts_returnsAllTheSameAndTheBatchIsBookedLater() throws InterruptedException {
        GatedStore store = new GatedStore(true);
        QueuedConversionSink sink = QueuedConversionSink.to(store)
                .capacity(10)
                .batch(5)
                .closeWithin(ofMillis(1))
                .start();
        for (int i = 0; i < 10; i++) {
            sink.offer(order(i));
        }
        store.inside.await();
        sink.close();
        assertThat(sink.queued()).isBetween(1L, 5L);
        assertThat(sink.offered()).isEqualTo(10);
        store.goOn.countDown();
        assertThat(sink.flush(ofMinutes(1))).isTrue();
        assertThat(sink.queued()).isZero();
        assertThat(sink.stored()).isEqualTo(store.kept().size()).isBetween(1L, 5L);
    }

    @Test
    void close_fromInsideTheStore_endsWithoutWaitingForItself() throws InterruptedException {
        QueuedConversionSink[] self = new QueuedConversionSink[1];
        CountDownLatch known = new CountDownLatch(1);
        self[0] = QueuedConversionSink.to((batch, refusals) -> {
                    known.await();
                    self[0].close();
                })
                .flushEvery(ofMillis(1))
                .start();
        self[0].offer(order(1));
        known.countDown();
        assertThat(self[0].flush(ofMinutes(1))).isTrue();
        assertThat(self[0].stored()).isEqualTo(1);
        assertThat(self[0].offer(order(2))).isFalse();
    }

    @Test
    void store_failsTwice_isTriedAgainAndStoredOnce() {
        AtomicInteger attempts = new AtomicInteger();
        QueuedConversionSink sink = QueuedConversionSink.to((batch, refusals) -> {
                    if (attempts.incrementAndGet() < 3) {
                        refusals.refuse(1, new IllegalStateException()); // forgotten with the attempt
                        throw new IllegalStateException("order A-1 is secret");
                    }
                })
                .backOff(ofMillis(1))
                .flushEvery(ofMillis(1))
                .start();
        sink.offer(order(1));
        assertThat(sink.flush(ofMinutes(1))).isTrue();
        sink.close();
        assertThat(attempts).hasValue(3);
        assertThat(sink.stored()).isEqualTo(1);
        assertThat(sink.notStored()).isZero();
        assertThat(sink.failures()).isEqualTo(2);
        assertThat(sink.lastFailure()).hasValue("java.lang.IllegalStateException");
        assertThat(log.messages)
                .containsExactly(
                        "conversion sink \"conversions\": java.lang.IllegalStateException; what is not stored in the"
                                + " end is counted, see notStored(); logged once");
    }

    @Test
    void store_failsAlways_isCountedAndTheNextBatchStillTried() {
        List<Conversion> kept = new ArrayList<>();
        AtomicInteger attempts = new AtomicInteger();
        QueuedConversionSink sink = QueuedConversionSink.to((batch, refusals) -> {
                    if (attempts.incrementAndGet() <= 2) {
                        throw new IllegalStateException();
                    }
                    kept.addAll(batch);
                })
                .batch(1)
                .retries(1)
                .backOff(ofMillis(1))
                .start();
        sink.offer(order(1));
        sink.offer(order(2));
        sink.close();
        assertThat(sink.notStored()).isEqualTo(1);
        assertThat(sink.stored()).isEqualTo(1);
        assertThat(kept).containsExactly(order(2));
    }

    @Test
    void store_throwsAnError_isCountedAndTheThreadGoesOn() {
        AtomicInteger attempts = new AtomicInteger();
        QueuedConversionSink sink = QueuedConversionSink.to((batch, refusals) -> {
                    if (attempts.incrementAndGet() == 1) {
                        throw new StackOverflowError();
                    }
                })
                .batch(1)
                .start();
        sink.offer(order(1));
        sink.offer(order(2));
        sink.close();
        assertThat(sink.notStored()).isEqualTo(1);
        assertThat(sink.stored()).isEqualTo(1);
    }

    @Test
    void offer_stackEndsAnywhere_theBookHoldsAndTheSinkGoesOn() throws InterruptedException {
        QueuedConversionSink sink = QueuedConversionSink.to((batch, refusals) -> {})
                .capacity(1_000_000)
                .batch(2)
                .start();
        long[] done = new long[2];
        Thread user = new Thread(null, () -> deep(sink, done, 0), "deep", 256 << 10);
        user.start();
        user.join();
        assertThat(done[1]).as("overflows").isPositive();
        assertThat(sink.offer(order(1))).isTrue();
        sink.close();
        assertThat(sink.queued()).isZero();
        assertThat(sink.stored()).as("offer tells of each that it took").isEqualTo(done[0] + 1);
    }

    /** Offers at every depth on the way back from the end of the stack. */
    private static void deep(QueuedConversionSink sink, long[] done, int depth) {
        try {
            if (depth < Integer.MAX_VALUE) {
                deep(sink, done, depth + 1);
            }
        } catch (StackOverflowError e) {
            done[1]++;
        }
        try {
            done[0] += sink.offer(order(1)) ? 1 : 0;
        } catch (StackOverflowError e) {
            done[1]++;
        }
    }

    @Test
    void figures_showWhatIsStoredAndTheShareThatIsNot() {
        QueuedConversionSink sink = QueuedConversionSink.to(
                        (batch, refusals) -> refusals.refuse(1, new RuntimeException()))
                .name("orders")
                .batch(4)
                .start();
        assertThat(sink.figures()).allSatisfy(figure -> assertThat(figure.n()).isZero());
        for (int i = 0; i < 4; i++) {
            sink.offer(order(i));
        }
        sink.close();
        assertThat(sink.figures())
                .extracting(Figure::name, Figure::value, figure -> figure.tags().get("sink"))
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("conversion.stored", 3.0, "orders"),
                        org.assertj.core.groups.Tuple.tuple("conversion.queued", 0.0, "orders"),
                        org.assertj.core.groups.Tuple.tuple("conversion.not_stored.rate", 0.25, "orders"));
    }

    @Test
    void start_storeCannotBeOpened_mayBeTriedAgain() {
        AtomicInteger opened = new AtomicInteger();
        QueuedConversionSinkBuilder builder = QueuedConversionSink.to(new ConversionStore() {
                    @Override
                    public void open() throws IOException {
                        if (opened.incrementAndGet() == 1) {
                            throw new IOException("not yet");
                        }
                    }

                    @Override
                    public void store(List<Conversion> batch, Refusals refusals) {}
                })
                .name("orders");
        assertThatThrownBy(builder::start)
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage("conversion sink \"orders\": not yet");
        try (QueuedConversionSink sink = builder.start()) {
            assertThat(sink.offer(order(1))).isTrue();
        }
        assertThatThrownBy(builder::start)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("conversion sink \"orders\": this builder has started it before;"
                        + " begin another with QueuedConversionSink.to(…) and a store of its own");
    }

    @Test
    void builder_wrongValues_areNamedWithTheMend() {
        assertThatThrownBy(() ->
                        QueuedConversionSink.to((b, r) -> {}).name("orders").capacity(0))
                .hasMessage(
                        "conversion sink \"orders\": capacity needs to be at least 1, got 0; write .capacity(1) or more");
        assertThatThrownBy(() -> QueuedConversionSink.to((b, r) -> {}).backOff(ofMillis(-1)))
                .hasMessage("conversion sink \"conversions\": backOff needs a duration above zero, got PT-0.001S;"
                        + " write .backOff(Duration.ofSeconds(1))");
        assertThatThrownBy(() -> QueuedConversionSink.to((b, r) -> {}).batch(5).batch(6))
                .hasMessage("conversion sink \"conversions\": batch was set before, to 5; set it once");
        assertThatThrownBy(() -> QueuedConversionSink.to((b, r) -> {}).name("a").name("b"))
                .hasMessage("conversion sink \"a\": name was set before, to a; set it once");
        assertThatThrownBy(() -> QueuedConversionSink.to((b, r) -> {})
                        .capacity(5)
                        .batch(6)
                        .start())
                .hasMessageContaining("a batch of 6 never fills with a capacity of 5");
        assertThatThrownBy(() -> new MemoryConversionSink(0))
                .hasMessage("a conversion sink in memory needs a capacity of at least 1, got 0;"
                        + " write new MemoryConversionSink(1) or more");
    }
}
