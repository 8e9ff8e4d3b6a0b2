// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.latency;

import io.pilotmetrics.snapshot.Counts;
import io.pilotmetrics.snapshot.LatencySnapshot;
import io.pilotmetrics.snapshot.Levels;
import io.pilotmetrics.snapshot.Readings;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The last minutes of one account, as differences between what a ticker reads each second.
 *
 * <p>Thread-safe; a call recorded meanwhile is in this slice or in the next, never in none and never in both: the account is read
 * under the ring's lock, so that of two readings the later one is of a later state. Who records never waits for it. A tick of
 * an account in which nothing has changed reads its counters and, where something was in flight, since when; a reading of the windows does not depend on their length. Memory: at
 * most {@value #MOST_SLICES} slices, each about 120 bytes, 5 to 7 for each counter that changed in its second and 2 for each bucket hit, and one
 * sum for each window.
 */
public final class WindowRing {

    /*
     * Each window keeps the sum of its slices. A tick adds one slice to every sum; a slice that has grown too old is subtracted from
     * it again. All is whole numbers, so that what is added and subtracted leaves no rest. Slices are packed, since there are 300 of
     * them for each account, and most of a histogram's buckets are empty in any one second.
     */

    /** The lengths of the windows. */
    public static final List<Duration> LENGTHS = List.of(Duration.ofMinutes(1), Duration.ofMinutes(5));

    /** One a second for the longest window, and a few for a ticker that runs fast. */
    private static final int MOST_SLICES = 310;

    /**
     * What an account held at one time.
     *
     * @param nanos when, on the monotonic clock
     * @param counts its counters
     * @param latency its latency
     * @param inFlight what had begun and not yet ended
     * @param levels its levels
     */
    public record State(long nanos, Counts counts, LatencySnapshot latency, long inFlight, Levels levels) {

        /**
         * All of it as readings.
         *
         * @param beginning when the account began, on the monotonic clock
         * @return the readings since then
         */
        public Readings since(long beginning) {
            return Readings.of(Duration.ofNanos(nanos - beginning), counts, latency)
                    .levels(levels);
        }

        State at(long later) {
            return new State(later, counts, latency, inFlight, levels);
        }
    }

    /** What a ring reads. */
    public interface Account {

        /**
         * All that the account holds.
         *
         * @return its state now
         */
        State state();

        /**
         * A number that changes with the account's counters: where it has not changed, neither have they.
         *
         * @return read at a small part of a state's cost
         */
        long stamp();

        /**
         * Passes a tick in which no counter has changed.
         *
         * @return now, on the monotonic clock in nanoseconds
         */
        long idle();
    }

    /**
     * What was read at one time.
     *
     * @param now the account's state
     * @param windows what of it was counted in each span
     */
    public record Reading(State now, Map<Duration, Readings> windows) {}

    /** The sum of the newest slices, back to a length. */
    private static final class Rolling {
        final Duration length;
        long oldest; // the number of its oldest slice
        Slice.Sum sum = Slice.Sum.NOTHING;

        Rolling(Duration length) {
            this.length = length;
        }
    }

    private final List<Rolling> windows = LENGTHS.stream().map(Rolling::new).toList(); // guarded by this, as all below
    private final Slice[] slices = new Slice[MOST_SLICES];
    private long next; // the number of the slice that runs; slice n is kept at n modulo MOST_SLICES
    private final Account account;
    private State last;
    private long stamp;
    private String[] names = {}; // of the latest slice

    /**
     * A ring that begins with the account's state.
     *
     * @param account reads what the account holds; is called by this constructor, too
     */
    public WindowRing(Account account) {
        this.account = account;
        this.stamp = account.stamp(); // first: what is counted meanwhile changes it
        this.last = account.state();
    }

    /** Closes the running slice. Called by the ticker. */
    public synchronized void tick() {
        long before = account.stamp();
        boolean idle = before == stamp;
        State now = idle ? last.at(account.idle()) : account.state();
        Slice.Sum sum = idle ? Slice.Sum.NOTHING : running(now);
        stamp = before;
        for (Rolling window : windows) {
            if (next - window.oldest == MOST_SLICES) {
                dropOldest(window);
            }
            window.sum = window.sum.plus(sum);
        }
        Slice slice = new Slice(last.nanos(), last.inFlight(), sum, names);
        names = slice.names();
        slices[place(next)] = slice;
        next++;
        last = now;
        windows.forEach(window -> dropOld(window, now.nanos()));
    }

    private static int place(long number) {
        return (int) (number % MOST_SLICES);
    }

    /** What has been counted since the last tick. */
    private Slice.Sum running(State now) {
        return new Slice.Sum(now.counts().minus(last.counts()), now.latency().minus(last.latency()));
    }

    private void dropOld(Rolling window, long now) {
        while (window.oldest < next && now - slices[place(window.oldest)].start() > window.length.toNanos()) {
            dropOldest(window);
        }
    }

    private void dropOldest(Rolling window) {
        Slice slice = slices[place(window.oldest)];
        window.sum = window.sum.minus(slice.sum());
        window.oldest++;
    }

    /**
     * The account's state and the windows that end with it.
     *
     * @return one window for each of {@link #LENGTHS}; none holds more than the state does
     */
    public synchronized Reading read() {
        State now = account.state();
        Slice.Sum running = running(now);
        Map<Duration, Readings> ending = new LinkedHashMap<>();
        for (Rolling window : windows) {
            dropOld(window, now.nanos());
            Slice.Sum sum = window.sum.plus(running);
            Slice oldest = window.oldest < next ? slices[place(window.oldest)] : null;
            long start = oldest == null ? last.nanos() : oldest.start();
            Duration span = Duration.ofNanos(now.nanos() - start);
            ending.put(
                    window.length,
                    Readings.of(span, sum.counts(), sum.latency())
                            .inFlightAtStart(oldest == null ? last.inFlight() : oldest.inFlightAtStart()));
        }
        return new Reading(now, ending);
    }

    /** What the slices hold, packed, in bytes. */
    synchronized long packedBytes() {
        long bytes = 0;
        for (long number = windows.get(windows.size() - 1).oldest; number < next; number++) {
            bytes += slices[place(number)].bytes();
        }
        return bytes;
    }
}
