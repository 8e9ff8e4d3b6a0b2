// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.latency;

import io.pilotmetrics.snapshot.Counts;
import io.pilotmetrics.snapshot.LatencySnapshot;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The last minutes of one account, as differences between what a ticker reads each second.
 *
 * <p>Thread-safe; a call recorded meanwhile is in this slice or in the next, never in none.
 */
public final class WindowRing {

    /** The lengths of the windows. */
    public static final List<Duration> LENGTHS = List.of(Duration.ofMinutes(1), Duration.ofMinutes(5));

    private static final long LONGEST_NANOS = Duration.ofMinutes(5).toNanos();

    /**
     * What an account held at one time.
     *
     * @param nanos when, on the monotonic clock
     * @param counts its counters
     * @param latency its latency
     * @param inFlight what had begun and not yet ended
     */
    public record State(long nanos, Counts counts, LatencySnapshot latency, long inFlight) {}

    /**
     * What was counted in a span.
     *
     * @param span how long it really is
     * @param counts what was counted in it
     * @param latency what was timed in it
     * @param inFlightAtStart the events in flight when it began
     */
    public record Window(Duration span, Counts counts, LatencySnapshot latency, long inFlightAtStart) {}

    private record Slice(long start, long inFlightAtStart, Counts counts, LatencySnapshot latency) {}

    private final Deque<Slice> slices = new ArrayDeque<>(); // oldest first, guarded by this
    private State last; // guarded by this

    /**
     * A ring that begins with a state.
     *
     * @param first the state at registration
     */
    public WindowRing(State first) {
        this.last = first;
    }

    /**
     * Closes the running slice. Called by the ticker.
     *
     * @param now the state now
     */
    public synchronized void tick(State now) {
        slices.addLast(sliceUntil(now));
        last = now;
        while (!slices.isEmpty() && slices.peekFirst().start() - now.nanos() < -LONGEST_NANOS) {
            slices.removeFirst();
        }
    }

    private Slice sliceUntil(State now) {
        Counts counts = now.counts().minus(last.counts());
        LatencySnapshot latency = now.latency().minus(last.latency());
        return new Slice(last.nanos(), last.inFlight(), counts, latency);
    }

    /**
     * The windows that end now.
     *
     * @param now the state now
     * @return one window for each of {@link #LENGTHS}
     */
    public synchronized Map<Duration, Window> windows(State now) {
        Map<Duration, Window> windows = new LinkedHashMap<>();
        Iterator<Slice> newestFirst = slices.descendingIterator();
        Slice sum = sliceUntil(now);
        Slice next = newestFirst.hasNext() ? newestFirst.next() : null;
        for (Duration length : LENGTHS) {
            while (next != null && now.nanos() - next.start() <= length.toNanos()) {
                sum = new Slice(
                        next.start(),
                        next.inFlightAtStart(),
                        next.counts().plus(sum.counts()),
                        next.latency().plus(sum.latency()));
                next = newestFirst.hasNext() ? newestFirst.next() : null;
            }
            Duration span = Duration.ofNanos(now.nanos() - sum.start());
            windows.put(length, new Window(span, sum.counts(), sum.latency(), sum.inFlightAtStart()));
        }
        return windows;
    }
}
