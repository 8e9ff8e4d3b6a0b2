// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.conversion;

import static io.pilotmetrics.conversion.QueuedConversionSinkTest.order;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Stores that use the sink's thread for parking and interrupts of their own. */
@Timeout(60)
class SinkThreadTest {

    private final SinkLog log = new SinkLog();

    @AfterEach
    void closeLog() {
        log.close();
    }

    /** Stays in its first batch until a thread waits for the sink, and then uses up the wake-up that was meant for the sink. */
    private static final class ParkingStore implements ConversionStore {
        final CountDownLatch inside = new CountDownLatch(1);
        volatile Thread waiting = Thread.currentThread();
        volatile boolean interruptedAtTheEnd;

        @Override
        public void store(List<Conversion> batch, Refusals refusals) {
            inside.countDown();
            while (waiting.getState() != Thread.State.TIMED_WAITING) {
                Thread.onSpinWait();
            }
            LockSupport.parkNanos(1);
        }

        @Override
        public void close() {
            interruptedAtTheEnd = Thread.currentThread().isInterrupted();
        }
    }

    @Test
    void close_storeParked_endsTheThreadWithoutAnInterrupt() throws InterruptedException {
        ParkingStore store = new ParkingStore();
        QueuedConversionSink sink = QueuedConversionSink.to(store)
                .batch(1)
                .flushEvery(ofHours(1))
                .closeWithin(ofSeconds(5))
                .start();
        sink.offer(order(1));
        store.inside.await();
        Thread closing = new Thread(sink::close);
        closing.start();
        store.waiting = closing;
        closing.join();
        assertThat(sink.stored()).isEqualTo(1);
        assertThat(store.interruptedAtTheEnd).isFalse();
    }

    @Test
    void flush_storeParked_isNotLeftWaitingForTheInterval() throws InterruptedException {
        ParkingStore store = new ParkingStore();
        QueuedConversionSink sink =
                QueuedConversionSink.to(store).batch(2).flushEvery(ofHours(1)).start();
        sink.offer(order(1));
        sink.offer(order(2));
        store.inside.await();
        sink.offer(order(3));
        boolean[] flushed = new boolean[1];
        Thread flushing = new Thread(() -> flushed[0] = sink.flush(ofSeconds(10)));
        flushing.start();
        store.waiting = flushing;
        flushing.join();
        sink.close();
        assertThat(flushed[0]).isTrue();
    }

    @Test
    void interrupt_leftByAStore_doesNotReachTheNextBatch() {
        List<Boolean> interrupted = Collections.synchronizedList(new ArrayList<>());
        QueuedConversionSink sink = QueuedConversionSink.to((batch, refusals) -> {
                    interrupted.add(Thread.currentThread().isInterrupted());
                    Thread.currentThread().interrupt();
                })
                .batch(1)
                .flushEvery(ofMillis(1))
                .start();
        for (int i = 0; i < 50; i++) {
            sink.offer(order(i));
        }
        assertThat(sink.flush(ofMinutes(1))).isTrue();
        sink.close();
        assertThat(interrupted).hasSize(50).doesNotContain(true);
    }

    @Test
    void interrupt_leftByAStoreThatFails_doesNotShortenThePause() {
        List<Long> attempts = Collections.synchronizedList(new ArrayList<>());
        QueuedConversionSink sink = QueuedConversionSink.to((batch, refusals) -> {
                    attempts.add(System.nanoTime());
                    Thread.currentThread().interrupt();
                    if (attempts.size() == 1) {
                        throw new IllegalStateException();
                    }
                })
                .batch(1)
                .backOff(ofMillis(200))
                .start();
        sink.offer(order(1));
        assertThat(sink.flush(ofMinutes(1))).isTrue();
        sink.close();
        assertThat(attempts).hasSize(2);
        assertThat(attempts.get(1) - attempts.get(0)).isGreaterThanOrEqualTo(100_000_000);
    }

    @Test
    void close_outOfPatienceInAPause_makesNoFurtherAttempt() throws InterruptedException {
        List<Boolean> attempts = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch failed = new CountDownLatch(1);
        QueuedConversionSink sink = QueuedConversionSink.to((batch, refusals) -> {
                    attempts.add(true);
                    failed.countDown();
                    throw new IllegalStateException();
                })
                .batch(1)
                .backOff(ofMinutes(1))
                .closeWithin(ofMillis(1))
                .start();
        sink.offer(order(1));
        failed.await();
        sink.close();
        assertThat(sink.flush(ofMinutes(1))).isTrue();
        assertThat(attempts).hasSize(1);
        assertThat(sink.notStored()).isEqualTo(1);
    }
}
