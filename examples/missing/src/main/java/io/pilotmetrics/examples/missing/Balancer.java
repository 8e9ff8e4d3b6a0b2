// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.examples.missing;

import io.pilotmetrics.snapshot.PilotSnapshot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;

/**
 * Spreads events over two instances. What an instance does not acknowledge goes to the other one, so that it may come twice and
 * is not lost. Deliveries run on an executor's threads; the rest is for one thread.
 */
final class Balancer implements AutoCloseable {

    private static final int AT_ONCE = 64;
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final long PAUSE_MILLIS = 5;

    /** One instance, and how many deliveries to it are under way. */
    private static final class Line {
        final Instance instance;
        final Semaphore free = new Semaphore(AT_ONCE);
        volatile boolean open = true;

        Line(Instance instance) {
            this.instance = instance;
        }

        boolean enter() {
            return open && free.tryAcquire();
        }
    }

    private final List<Line> lines = new ArrayList<>();
    private final Executor executor;
    private final Semaphore underWay = new Semaphore(AT_ONCE);
    private final SortedMap<Life, Long> announced = new TreeMap<>();
    private final LongAdder resent = new LongAdder();
    private final LongAdder undelivered = new LongAdder();
    private int kills;

    Balancer(List<? extends Instance> instances, Executor executor) {
        instances.forEach(instance -> lines.add(new Line(instance)));
        this.executor = executor;
    }

    void startAll() {
        lines.forEach(line -> unchecked(line.instance::start));
    }

    /** Delivers an event, to one instance if it acknowledges it. */
    void deliver(Event event, int preferred) {
        send(preferred, instance -> instance.deliver(event));
    }

    /** Tells a producer's last number, now and again in the end: who hears it now may be killed. */
    void announce(Life life, long last) {
        announced.put(life, last);
        send(0, instance -> instance.announce(life, last));
    }

    /** What is sent to an instance. */
    @FunctionalInterface
    private interface Message {
        void to(Instance instance) throws IOException;
    }

    private void send(int preferred, Message message) {
        underWay.acquireUninterruptibly(); // at most so many wait
        executor.execute(() -> {
            boolean isAcknowledged = false;
            try {
                isAcknowledged = attempt(preferred, message);
            } finally {
                undelivered.add(isAcknowledged ? 0 : 1);
                underWay.release();
            }
        });
    }

    private boolean attempt(int preferred, Message message) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        for (int attempt = 0; System.nanoTime() - deadline < 0; attempt++) {
            Line line = lines.get((preferred + attempt) % lines.size());
            if (line.enter()) {
                try {
                    message.to(line.instance);
                    return true;
                } catch (IOException e) {
                    resent.increment();
                } finally {
                    line.free.release();
                }
            }
            if (attempt % lines.size() == lines.size() - 1 && !paused()) {
                break;
            }
        }
        return false;
    }

    /** Waits a little, where no instance was up. */
    private static boolean paused() {
        try {
            Thread.sleep(PAUSE_MILLIS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Ends an instance as planned: its traffic first. */
    void stop(int which) {
        Line line = lines.get(which);
        line.open = false;
        line.free.acquireUninterruptibly(AT_ONCE);
        unchecked(line.instance::stop);
    }

    /** Starts an instance that was stopped. */
    void start(int which) {
        Line line = lines.get(which);
        unchecked(line.instance::start);
        line.free.release(AT_ONCE);
        line.open = true;
    }

    /** Kills an instance and starts it again. */
    void kill(int which) {
        lines.get(which).instance.kill();
        kills++;
        unchecked(lines.get(which).instance::start);
    }

    /** What each instance knows when all has been delivered. */
    List<PilotSnapshot> settled() {
        underWay.acquireUninterruptibly(AT_ONCE);
        underWay.release(AT_ONCE);
        announced.forEach((life, last) -> send(1, instance -> instance.announce(life, last)));
        underWay.acquireUninterruptibly(AT_ONCE);
        List<PilotSnapshot> snapshots = new ArrayList<>();
        lines.forEach(line -> unchecked(() -> snapshots.add(line.instance.settled())));
        return snapshots;
    }

    long resent() {
        return resent.sum();
    }

    long undelivered() {
        return undelivered.sum();
    }

    int kills() {
        return kills;
    }

    /** Starts, stops or asks an instance, which must go well. */
    @FunctionalInterface
    private interface Order {
        void run() throws IOException;
    }

    private static void unchecked(Order order) {
        try {
            order.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        lines.forEach(line -> line.instance.close());
    }
}
