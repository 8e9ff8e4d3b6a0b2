// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.latency;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class SlotsTest {

    /** Threads that each start their successor with their last breath: it looks for a slot while they end. */
    private static final class Line implements Runnable {
        private final Recorder recorder;
        private final CountDownLatch ended;
        private final int left;

        Line(Recorder recorder, CountDownLatch ended, int left) {
            this.recorder = recorder;
            this.ended = ended;
            this.left = left;
        }

        @Override
        public void run() {
            Stripe mine = recorder.mine();
            for (int i = 0; i < 50; i++) {
                mine.count(0);
                mine.record(1L << (left % 40));
                mine.count(1);
            }
            if (left > 1) {
                new Thread(new Line(recorder, ended, left - 1)).start();
            } else {
                ended.countDown();
            }
        }
    }

    @Test
    void mine_slotsThatChangeHandsAllTheTime_losesNothing() throws InterruptedException {
        int lines = 2 * Slots.OWNED;
        int generations = 100;
        Recorder recorder = new Recorder(2);
        CountDownLatch ended = new CountDownLatch(lines);
        for (int i = 0; i < lines; i++) {
            new Thread(new Line(recorder, ended, generations)).start();
        }
        while (ended.getCount() > 0) {
            long out = recorder.get(1);
            long timed = recorder.latency().count();
            assertThat(timed).isGreaterThanOrEqualTo(out);
            assertThat(recorder.get(0)).isGreaterThanOrEqualTo(timed);
        }
        long all = 50L * lines * generations;
        assertThat(recorder.get(1)).isEqualTo(all);
        assertThat(recorder.get(0)).isEqualTo(all);
        assertThat(recorder.latency().count()).isEqualTo(all);
    }

    @Test
    void mine_threadWhoseThreadLocalsWereErased_keepsItsSlot() throws InterruptedException {
        List<Integer> slots = new ArrayList<>();
        Thread thread = new Thread(() -> {
            for (int i = 0; i < 2 * Slots.OWNED; i++) {
                slots.add(Slots.mine());
                Slots.MINE.remove();
            }
        });
        thread.start();
        thread.join();
        assertThat(slots).hasSize(2 * Slots.OWNED).containsOnly(slots.get(0));
        assertThat(slots.get(0)).isNotNegative();
    }

    /** More threads than slots, so that all of the measured ones share; each round brings a recorder without stripes. */
    @Test
    void mine_firstUseOfASharedStripeByManyAtOnce_losesNothing() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        CountDownLatch taken = new CountDownLatch(Slots.OWNED);
        List<Thread> owners = new ArrayList<>();
        for (int i = 0; i < Slots.OWNED; i++) {
            Thread owner = new Thread(() -> {
                Slots.mine();
                taken.countDown();
                try {
                    over.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            owner.start();
            owners.add(owner);
        }
        taken.await();
        int threads = 4 * Slots.SHARED;
        int rounds = 2_000;
        List<Recorder> recorders = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            recorders.add(new Recorder(1));
        }
        CyclicBarrier together = new CyclicBarrier(threads);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                running.add(pool.submit(() -> {
                    for (Recorder recorder : recorders) {
                        together.await();
                        Stripe first =
                                recorder.mine(); // asked for once: what a race has put aside would not be seen again
                        first.count(0);
                        assertThat(first).isInstanceOf(SharedStripe.class);
                    }
                    return null;
                }));
            }
            for (Future<?> one : running) {
                one.get();
            }
        } finally {
            pool.shutdownNow();
            over.countDown();
            for (Thread owner : owners) {
                owner.join();
            }
        }
        assertThat(recorders).allSatisfy(recorder -> assertThat(recorder.get(0)).isEqualTo(threads));
    }
}
