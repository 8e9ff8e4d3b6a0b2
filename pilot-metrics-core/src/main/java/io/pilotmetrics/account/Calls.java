// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.account;

import io.pilotmetrics.latency.Recorder;
import io.pilotmetrics.latency.Stripe;
import io.pilotmetrics.latency.WindowRing;
import io.pilotmetrics.snapshot.Counts;
import io.pilotmetrics.snapshot.Exemplar;
import io.pilotmetrics.snapshot.LatencySnapshot;
import io.pilotmetrics.snapshot.Level;
import io.pilotmetrics.snapshot.Levels;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** The counters of one account, and how long its calls took. Thread-safe. */
final class Calls {

    private final LongSupplier nanos;
    private final Recorder recorder;
    final Owed owed = new Owed();
    private final Tally exceptions = new Tally(Counts.EXCEPTION);
    private final Tally instrumentationErrors = new Tally(Counts.INSTRUMENTATION_ERROR);

    private final @Nullable Exemplars exemplars;

    Calls(LongSupplier nanos, long[] thresholdNanos, @Nullable ExemplarSource exemplars) {
        this.nanos = nanos;
        this.recorder = new Recorder(Counter.ALL.length, thresholdNanos);
        this.exemplars = exemplars == null ? null : new Exemplars(exemplars, owed, nanos.getAsLong());
    }

    long now() {
        return nanos.getAsLong();
    }

    /** The stripe that the current thread counts on. */
    Stripe mine() {
        return recorder.mine();
    }

    void count(Counter counter) {
        mine().count(counter.index());
    }

    /** Counts what begins now, on a clock reading of the caller's. */
    void begin(Counter counter, long nanos) {
        mine().begin(counter.index(), nanos);
    }

    /** Records how long a call took that ends now, and says when that is. */
    long timed(Stripe stripe, long startedAt) {
        long now = now();
        long took = now - startedAt;
        stripe.record(took);
        if (exemplars != null) {
            try {
                exemplars.callEnded(took, now);
            } catch (Throwable e) {
                // The stack ends in there, deeper than in what is still to be booked.
            }
        }
        return now;
    }

    /**
     * Changes when any counter does. Of what is kept apart, only errors of the user's callbacks may be counted alone.
     */
    long stamp() {
        return recorder.sum(0, Counter.ALL.length) + instrumentationErrors.total();
    }

    /** What a ring of windows reads, where the account's own reading gives the state. */
    WindowRing.Account windowed(Supplier<WindowRing.State> state) {
        return new WindowRing.Account() {
            @Override
            public WindowRing.State state() {
                return state.get();
            }

            @Override
            public long stamp() {
                return Calls.this.stamp();
            }

            @Override
            public long idle() {
                long now = now();
                recorder.idle(now);
                return now;
            }
        };
    }

    /** Counts what a call ended with, by its type; of no exception at all, nothing. */
    void exception(@Nullable Throwable thrown) {
        if (thrown != null) {
            exceptions.count(thrown.getClass().getName());
        }
    }

    /** Books what is owed. It may run the user's code, so whoever calls holds nothing that another waits for. */
    void settle() {
        owed.settle(now());
    }

    /** Gives a callback's errors a place of their own. */
    void expectError(String where) {
        instrumentationErrors.expect(where);
    }

    void instrumentationError(String where) {
        instrumentationErrors.count(where);
    }

    /** Calls that stand for others. To be read after what ends events and calls: then those of all that has ended are there. */
    List<Exemplar> exemplars() {
        return exemplars == null ? List.of() : exemplars.read();
    }

    /** What has begun and not ended, read in the order that keeps it from being negative. */
    long begunLess(Counter begun, Counter... ended) {
        owed.settle(now());
        long over = 0;
        for (Counter counter : ended) {
            over += recorder.get(counter.index());
        }
        return recorder.get(begun.index()) - over;
    }

    /** Reads what ends events and calls, in the order of {@link Counter}; to be followed by {@link #readBegun}. */
    void readEnded(Map<String, Long> counts) {
        for (int i = 0; i < Counter.BEGUN; i++) {
            counts.put(Counter.ALL[i].key, recorder.get(i));
        }
        exceptions.addTo(counts);
        instrumentationErrors.addTo(counts);
    }

    /** Reads the latency and, last, what begins events and calls. */
    WindowRing.State readBegun(Map<String, Long> counts, Map<Level, Long> levels, ToLongFunction<Counts> inFlight) {
        LatencySnapshot latency = recorder.latency();
        for (int i = Counter.BEGUN; i < Counter.ALL.length; i++) {
            counts.put(Counter.ALL[i].key, recorder.get(i));
        }
        Counts all = Counts.of(counts);
        long now = now();
        levels.put(Level.OLDEST_IN_FLIGHT, recorder.oldestInFlight(now));
        return new WindowRing.State(now, all, latency, inFlight.applyAsLong(all), Levels.of(levels));
    }
}
