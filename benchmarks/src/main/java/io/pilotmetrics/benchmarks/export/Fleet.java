// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.benchmarks.export;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/** Threads that all do a share of the work and stay alive, so that each keeps the stripe that it came to own. */
public final class Fleet implements AutoCloseable {

    private final int threads;
    private final ExecutorService executor;

    /**
     * Daemon threads.
     *
     * @param threads how many
     */
    public Fleet(int threads) {
        this.threads = threads;
        this.executor = Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, "fleet");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Runs the work once on every thread, at the same time, and waits for all.
     *
     * @param work gets the thread's number
     */
    public void each(IntConsumer work) {
        CyclicBarrier allBegun = new CyclicBarrier(threads);
        List<Future<?>> shares = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            int number = i;
            shares.add(executor.submit(() -> {
                await(allBegun);
                work.accept(number);
            }));
        }
        shares.forEach(Fleet::await);
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (InterruptedException | BrokenBarrierException e) {
            throw new IllegalStateException("a thread of the fleet was disturbed", e);
        }
    }

    private static void await(Future<?> share) {
        try {
            share.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("a thread of the fleet failed", e);
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
        try {
            if (!executor.awaitTermination(10, TimeUnit.SECONDS)) {
                throw new IllegalStateException("a thread of the fleet does not end");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while a fleet ended", e);
        }
    }
}
