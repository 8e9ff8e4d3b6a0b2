// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.latency;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotmetrics.snapshot.LatencySnapshot;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RecorderTest {

    private static final int SUCCESS = 0;
    private static final int FAILURE = 1;
    private static final long LIMIT = 1_000_000;

    /** Starts threads of one kind. */
    enum Kind {
        PLATFORM {
            @Override
            Thread start(Runnable task) {
                Thread thread = new Thread(task);
                thread.start();
                return thread;
            }
        },
        VIRTUAL {
            @Override
            Thread start(Runnable task) {
                try {
                    return (Thread) MethodHandles.publicLookup()
                            .findStatic(
                                    Thread.class,
                                    "startVirtualThread",
                                    MethodType.methodType(Thread.class, Runnable.class))
                            .invokeExact(task);
                } catch (Throwable e) {
                    throw new AssertionError(e);
                }
            }
        };

        abstract Thread start(Runnable task);
    }

    /** Virtual threads where the JDK has them. */
    static Stream<Kind> kinds() {
        return Runtime.version().feature() >= 21 ? Stream.of(Kind.values()) : Stream.of(Kind.PLATFORM);
    }

    private static void join(List<Thread> threads) throws InterruptedException {
        for (Thread thread : threads) {
            thread.join();
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void record_aThousandThreads_losesNothing(Kind kind) throws InterruptedException {
        int threads = 1_000;
        int each = 10_000;
        Recorder recorder = new Recorder(2, LIMIT);
        CountDownLatch together = new CountDownLatch(1);
        List<Thread> running = new ArrayList<>();
        for (int t = 0; t < threads; t++) {
            int number = t;
            running.add(kind.start(() -> {
                try {
                    together.await();
                } catch (InterruptedException e) {
                    return;
                }
                for (int i = 0; i < each; i++) {
                    Stripe stripe = recorder.mine();
                    stripe.record(i % 100 == 0 ? 0 : LIMIT + (i % 2) + number * 1_000L);
                    stripe.count(i % 10 == 0 ? FAILURE : SUCCESS);
                }
            }));
        }
        together.countDown();
        join(running);

        LatencySnapshot latency = recorder.latency();
        assertThat(latency.count()).isEqualTo(10_000_000);
        assertThat(recorder.get(SUCCESS)).isEqualTo(9_000_000);
        assertThat(recorder.get(FAILURE)).isEqualTo(1_000_000);
        assertThat(latency.histogram().zeros()).isEqualTo(100_000);
        long sum = 0;
        for (int number = 0; number < threads; number++) {
            sum += (LIMIT + number * 1_000L) * (each - each / 100) + each / 2;
        }
        assertThat(latency.sumNanos()).isEqualTo(sum);
        // Met: the zeros of all, and the even ones of thread 0, which take the limit itself.
        assertThat(latency.threshold(LIMIT).orElseThrow().met()).isEqualTo(100_000 + each / 2 - each / 100);
        assertThat(latency.min().toNanos()).isZero();
        assertThat(latency.max().toNanos()).isEqualTo(LIMIT + 1 + 999_000);
    }

    @Test
    void record_generationsOfThreads_goOnFromTheirSlotsCounts() throws InterruptedException {
        Recorder recorder = new Recorder(1);
        int generations = 20 * Slots.OWNED;
        for (int g = 0; g < generations; g++) {
            Thread thread = Kind.PLATFORM.start(() -> {
                for (int i = 0; i < 100; i++) {
                    recorder.mine().record(1 + i);
                    recorder.mine().count(0);
                }
            });
            thread.join();
            assertThat(recorder.get(0)).isEqualTo((g + 1) * 100L);
            assertThat(recorder.latency().count()).isEqualTo((g + 1) * 100L);
        }
    }

    @Test
    void mine_moreThreadsThanSlots_shareStripes_andNobodySharesAnOwnedOne() throws InterruptedException {
        Recorder recorder = new Recorder(1);
        int threads = 3 * Slots.OWNED;
        CountDownLatch allThere = new CountDownLatch(threads);
        List<Stripe> stripes = new ArrayList<>();
        List<Thread> running = new ArrayList<>();
        for (int t = 0; t < threads; t++) {
            running.add(Kind.PLATFORM.start(() -> {
                Stripe stripe = recorder.mine();
                synchronized (stripes) {
                    stripes.add(stripe);
                }
                allThere.countDown();
                try {
                    allThere.await();
                } catch (InterruptedException e) {
                    return;
                }
                assertThat(recorder.mine()).isSameAs(stripe);
                stripe.count(0);
            }));
        }
        join(running);
        assertThat(stripes.stream().filter(OwnedStripe.class::isInstance))
                .doesNotHaveDuplicates()
                .hasSizeLessThanOrEqualTo(Slots.OWNED);
        assertThat(stripes.stream().filter(SharedStripe.class::isInstance).distinct())
                .hasSizeBetween(1, Slots.SHARED);
        assertThat(recorder.get(0)).isEqualTo(threads);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void snapshot_whileRecording_isMonotonicAndNeverAheadOfItself(Kind kind) throws InterruptedException {
        Recorder recorder = new Recorder(2, LIMIT);
        AtomicBoolean over = new AtomicBoolean();
        List<Thread> running = new ArrayList<>();
        for (int t = 0; t < 3; t++) {
            running.add(kind.start(() -> {
                for (int i = 0; i < 300_000 && !over.get(); i++) {
                    Stripe stripe = recorder.mine();
                    stripe.count(SUCCESS); // received
                    stripe.record(1L << (i % 40));
                    stripe.count(FAILURE); // its disposition
                }
            }));
        }
        long before = 0;
        long bucketsBefore = 0;
        try {
            while (running.stream().anyMatch(Thread::isAlive)) {
                long ended = recorder.get(FAILURE);
                LatencySnapshot latency = recorder.latency();
                long begun = recorder.get(SUCCESS);
                assertThat(begun).isGreaterThanOrEqualTo(ended);
                assertThat(latency.count()).isGreaterThanOrEqualTo(ended).isLessThanOrEqualTo(begun);
                assertThat(latency.threshold(LIMIT).orElseThrow().met()).isLessThanOrEqualTo(latency.count());
                assertThat(ended).isGreaterThanOrEqualTo(before);
                assertThat(latency.count()).isGreaterThanOrEqualTo(bucketsBefore);
                before = ended;
                bucketsBefore = latency.count();
            }
        } finally {
            over.set(true);
            join(running);
        }
        assertThat(recorder.latency().count()).isEqualTo(900_000);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void record_extremes_ofEitherKindOfStripe(Kind kind) throws InterruptedException {
        Recorder recorder = new Recorder(0, 5);
        kind.start(() -> {
                    recorder.mine().record(-1);
                    recorder.mine().record(0);
                    recorder.mine().record(5);
                    recorder.mine().record(Long.MAX_VALUE);
                    recorder.mine().record(Long.MAX_VALUE);
                    recorder.mine().record(1);
                })
                .join();
        LatencySnapshot latency = recorder.latency();
        assertThat(latency.count()).isEqualTo(6);
        assertThat(latency.negative()).isEqualTo(1);
        assertThat(latency.histogram().zeros()).isEqualTo(2);
        assertThat(latency.sumNanos()).isEqualTo(Long.MAX_VALUE);
        assertThat(latency.min().toNanos()).isZero();
        assertThat(latency.max().toNanos()).isEqualTo(Long.MAX_VALUE);
        assertThat(latency.threshold(5).orElseThrow().met()).isEqualTo(4);
    }
}
