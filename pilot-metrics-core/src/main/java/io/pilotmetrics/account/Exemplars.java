// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.account;

import io.pilotmetrics.snapshot.Exemplar;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The newest exemplar of each range of durations of one account's calls. Thread-safe; nobody waits, and of calls that end at the same moment
 * one is taken.
 *
 * <p>The source is asked 10 times a second at most for a range, whether a span is current or not: where none is, a call costs no more than
 * to see that it is not time yet.
 */
final class Exemplars {

    /** Short enough for each scrape to find new ones, long enough for the question to cost nothing. */
    static final long INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final ExemplarSource source;
    private final Owed owed;
    private final AtomicLongArray dueAt = new AtomicLongArray(Exemplar.RANGES); // on the monotonic clock
    private final AtomicReferenceArray<@Nullable Exemplar> newest = new AtomicReferenceArray<>(Exemplar.RANGES);

    /**
     * None yet; all ranges are due. Runs what a call's end runs, since its first run looks up classes and links methods, which is not to be
     * done at the end of a stack.
     *
     * @param source asked for exemplars
     * @param owed tells calls that are booked late: the span that is current then is not theirs
     * @param now the monotonic clock
     */
    Exemplars(ExemplarSource source, Owed owed, long now) {
        this.source = source;
        this.owed = owed;
        int lowest = Exemplar.range(1);
        for (int range = lowest; range < Exemplar.RANGES; range++) {
            dueAt.compareAndSet(range, dueAt.getOpaque(range), now);
            newest.setRelease(range, null);
        }
    }

    /** Takes a call that ends now as an exemplar, if it is time for one of its range. May throw what the JVM itself throws. */
    void callEnded(long nanos, long now) {
        int range = Exemplar.range(nanos);
        long due = dueAt.getOpaque(range);
        if (now - due >= 0) {
            sample(range, due, nanos, now);
        }
    }

    private void sample(int range, long due, long nanos, long now) {
        // Due again before the source is asked: one that throws, or that calls this account itself, is not asked by
        // every call.
        if (!owed.isBookedLate() && dueAt.compareAndSet(range, due, now + INTERVAL_NANOS)) {
            Exemplar exemplar = source.endedNow(Math.max(0, nanos));
            if (exemplar != null) {
                newest.setRelease(range, exemplar);
            }
        }
    }

    /** The newest of each range. */
    List<Exemplar> read() {
        List<Exemplar> read = new ArrayList<>();
        for (int range = 0; range < Exemplar.RANGES; range++) {
            Exemplar exemplar = newest.getAcquire(range);
            if (exemplar != null) {
                read.add(exemplar);
            }
        }
        return read;
    }
}
