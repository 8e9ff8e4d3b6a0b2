// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.account;

import io.pilotmetrics.latency.Stripe;
import io.pilotmetrics.latency.WindowRing;
import io.pilotmetrics.snapshot.Counts;
import io.pilotmetrics.snapshot.Level;
import io.pilotmetrics.snapshot.OperationSnapshot;
import io.pilotmetrics.snapshot.Outcome;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** One operation's book: calls without an event. Thread-safe; written and read in the order that {@link Account} states. */
public final class OperationAccount implements Owed.Ending {

    private final String name;
    private final Calls calls;
    private final long registeredAt;
    private final WindowRing windows;
    private volatile boolean open = true;

    /**
     * An empty book.
     *
     * @param name the operation's name
     * @param thresholdNanos the limits of the latency objectives
     * @param exemplars asked for exemplars of calls, or null where there are none
     * @param nanos the monotonic clock
     */
    public OperationAccount(
            String name, long[] thresholdNanos, @Nullable ExemplarSource exemplars, LongSupplier nanos) {
        this.name = name;
        this.calls = new Calls(nanos, thresholdNanos, exemplars);
        this.registeredAt = calls.now();
        this.windows = new WindowRing(calls.windowed(this::state));
    }

    /**
     * Counts a call as started.
     *
     * @return when, on the monotonic clock
     */
    public long start() {
        long now = calls.now();
        calls.begin(Counter.STARTED, now);
        return now;
    }

    /**
     * Books a call that returned.
     *
     * @param outcome how it ended
     * @param startedAt when it began
     */
    public void returned(Outcome outcome, long startedAt) {
        Stripe stripe = calls.mine(); // what goes deepest comes first: where the stack ends in it nothing is booked yet
        calls.timed(stripe, startedAt);
        stripe.over(Counter.of(outcome).index(), startedAt);
    }

    /**
     * Books a call that threw.
     *
     * @param thrown the exception
     * @param startedAt when it began
     */
    public void threw(Throwable thrown, long startedAt) {
        Stripe unused = calls.mine(); // what goes deepest comes first
        calls.exception(thrown);
        returned(OutcomeRules.NONE.outcome(thrown), startedAt);
    }

    @Override
    public void endLate(@Nullable Object event, @Nullable Object how, long startedAt) {
        if (how instanceof Throwable thrown) {
            threw(thrown, startedAt);
        } else {
            returned(Outcome.SUCCESS, startedAt);
        }
    }

    /**
     * Where to write what cannot be booked for want of stack.
     *
     * @return this account's
     */
    public Owed owed() {
        return calls.owed;
    }

    /** Closes the running slice of the windows. Called by the ticker. */
    public void tick() {
        calls.settle();
        windows.tick();
    }

    private WindowRing.State state() {
        Map<String, Long> counts = new LinkedHashMap<>();
        calls.readEnded(counts);
        return calls.readBegun(
                counts, new EnumMap<>(Level.class), all -> all.get(Counts.STARTED) - all.sum(Counts.OUTCOME));
    }

    /** Makes wrappers pass calls through unmeasured from now on; what was started before is still booked. */
    public void close() {
        open = false;
    }

    /**
     * Whether calls are measured.
     *
     * @return false once closed
     */
    public boolean open() {
        return open;
    }

    /**
     * A number that changes when a counter does: where it has not changed, only what time changes has.
     *
     * @return read at a small part of a snapshot's cost
     */
    public long stamp() {
        calls.settle();
        return calls.stamp();
    }

    /**
     * What was counted so far.
     *
     * @return a value; exact at rest
     */
    public OperationSnapshot snapshot() {
        calls.settle();
        WindowRing.Reading reading = windows.read();
        Map<Duration, OperationSnapshot> minutes = new LinkedHashMap<>();
        reading.windows().forEach((length, read) -> minutes.put(length, new OperationSnapshot(name, read, Map.of())));
        return new OperationSnapshot(name, reading.now().since(registeredAt).exemplars(calls.exemplars()), minutes);
    }

    /**
     * Calls that have begun and not yet ended.
     *
     * @return their number; read cheaply, for waiting
     */
    public long running() {
        return calls.begunLess(
                Counter.STARTED, Counter.SUCCESS, Counter.CLIENT_ERROR, Counter.CANCELLED, Counter.SERVER_ERROR);
    }
}
