// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.conversion;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** The thread that moves conversions from the intake to the store, batch by batch, and books what became of each. */
final class BatchWriter implements Runnable {

    private static final System.Logger LOG = System.getLogger(QueuedConversionSink.class.getName());
    private static final long LONGEST_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final String name;
    private final Intake intake;
    private final ConversionStore store;
    private final long flushNanos;
    private final int retries;
    private final long backOffNanos;

    /** Taken from the intake and not yet in a batch. The writer fills it only when it is empty; whoever pops a node books it. */
    private final AtomicReference<Intake.@Nullable Node> backlog = new AtomicReference<>();

    private final @Nullable Conversion[] hand; // the writer's alone
    private final AtomicLong failures = new AtomicLong();
    private volatile @Nullable String lastFailure;
    private volatile boolean abandoned;
    private boolean logged;

    BatchWriter(QueuedConversionSinkBuilder settings, Intake intake) {
        this.name = settings.nameOrDefault();
        this.intake = intake;
        this.store = settings.store();
        this.flushNanos = settings.flushNanos();
        this.retries = settings.retriesOrDefault();
        this.backOffNanos = settings.backOffNanos();
        this.hand = new @Nullable Conversion[settings.batchOrDefault()];
    }

    @Override
    public void run() {
        boolean ended = false;
        while (!ended) {
            ended = intake.closed(); // read first: what was accepted before it closed is taken below
            try {
                if (backlog.get() == null) {
                    backlog.set(intake.take());
                }
                while (!abandoned && backlog.get() != null) {
                    writeBatch();
                }
                if (!intake.closed()
                        && intake.queued() < hand.length) { // read anew: a store that parks uses up a wake-up
                    LockSupport.parkNanos(this, flushNanos);
                    clearInterrupt(); // with it set no park would last
                }
            } catch (Throwable e) {
                failed(e); // the thread goes on: without it nothing would be stored any more
            }
        }
        loseTheRest();
        try {
            store.close();
        } catch (Throwable e) {
            failed(e);
        }
    }

    private void writeBatch() {
        int n = 0;
        int stored = 0;
        try {
            for (Conversion next = pop(); next != null; next = n < hand.length ? pop() : null) {
                hand[n++] = next;
            }
            if (n > 0) {
                stored = deliver(batch(n));
            }
        } catch (Throwable e) {
            failed(e);
        } finally {
            intake.settle(stored, n - stored);
            Arrays.fill(hand, null);
            clearInterrupt();
        }
    }

    @SuppressWarnings("NullAway") // the first n are filled
    private List<Conversion> batch(int n) {
        return List.of(Arrays.copyOf(hand, n));
    }

    /** How many of the batch are stored. */
    private int deliver(List<Conversion> batch) {
        for (int attempt = 0; ; attempt++) {
            Refused refused = new Refused();
            try {
                store.store(batch, refused);
                if (refused.cause != null) {
                    failed(refused.cause);
                }
                return (int) Math.max(0, batch.size() - refused.count);
            } catch (Exception e) {
                failed(e);
                clearInterrupt();
                if (attempt >= retries || !pause(attempt)) {
                    return 0;
                }
            }
        }
    }

    /** A store may leave its thread interrupted. Only the interrupt of {@code close()} stays: it comes after {@link #abandon()}. */
    private void clearInterrupt() {
        if (Thread.interrupted() && abandoned) {
            Thread.currentThread().interrupt();
        }
    }

    /** Doubles each time, and differs by up to a half, so that many sinks do not come back to one database at once; false to give up. */
    private boolean pause(int attempt) {
        long longest = Math.max(1, Math.min(LONGEST_PAUSE_NANOS, backOffNanos << Math.min(attempt, 20)));
        long until = System.nanoTime() + longest - ThreadLocalRandom.current().nextLong(longest / 2 + 1);
        long left = until - System.nanoTime();
        while (left > 0 && !abandoned) {
            LockSupport.parkNanos(this, left);
            clearInterrupt();
            left = until - System.nanoTime();
        }
        return !abandoned;
    }

    private @Nullable Conversion pop() {
        Intake.Node first = backlog.get();
        while (first != null && !backlog.compareAndSet(first, first.next)) {
            first = backlog.get();
        }
        if (first == null) {
            return null;
        }
        // A node that grew old would keep the younger ones. Who still looks at it loses the race above.
        first.next = null;
        return first.conversion;
    }

    /** Gives up what is not in the store's hands. Any thread, after the intake was closed. */
    void abandon() {
        abandoned = true;
        loseTheRest();
    }

    private void loseTheRest() {
        long lost = 0;
        while (pop() != null) {
            lost++;
        }
        for (Intake.Node node = intake.take(); node != null; node = node.next) {
            lost++;
        }
        intake.settle(0, lost);
    }

    private void failed(Throwable e) {
        failures.getAndIncrement();
        try {
            String why = store.explain(e);
            lastFailure = why;
            if (!logged) {
                logged = true;
                LOG.log(
                        System.Logger.Level.WARNING,
                        "conversion sink \"" + name + "\": " + why
                                + "; what is not stored in the end is counted, see notStored(); logged once");
            }
        } catch (Throwable ignored) {
            // An explanation or a log that fails must not end the thread.
        }
    }

    long failures() {
        return failures.get();
    }

    @Nullable
    String lastFailure() {
        return lastFailure;
    }

    /** What a store refused in one attempt. */
    private static final class Refused implements ConversionStore.Refusals {
        private long count;
        private @Nullable Throwable cause;

        @Override
        public void refuse(int more, Throwable why) {
            if (more < 0) {
                throw new IllegalArgumentException("a store refuses 0 or more of a batch, got " + more);
            }
            count += more;
            if (cause == null) {
                cause = why;
            }
        }
    }
}
