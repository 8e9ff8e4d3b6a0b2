// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.snapshot;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What an operation counted: calls without an event. */
public final class OperationSnapshot extends AccountSnapshot {

    private final Map<Duration, OperationSnapshot> windows;

    /**
     * A snapshot of given readings.
     *
     * @param name the operation's name
     * @param readings its counters, latency and levels
     * @param windows the same over the last minutes, by length; empty for a window itself
     */
    public OperationSnapshot(String name, Readings readings, Map<Duration, OperationSnapshot> windows) {
        super(name, readings);
        this.windows = copyOfWindows(windows);
    }

    /**
     * The same over the last minutes.
     *
     * @param length one minute or five
     * @return the window, with the span that it really covers
     * @throws IllegalArgumentException if there is no window of this length; the message says which there are
     */
    public OperationSnapshot last(Duration length) {
        return window(windows, length);
    }

    /**
     * All windows.
     *
     * @return windows by length
     */
    public Map<Duration, OperationSnapshot> windows() {
        return windows;
    }

    @Override
    long arrived() {
        return counts().get(Counts.STARTED);
    }

    @Override
    long ended() {
        return callsEnded();
    }

    @Override
    public List<Law> laws() {
        long running = inFlight();
        return List.of(
                new Law(
                        "start law",
                        running == 0 ? Law.Status.HOLDS : running < 0 ? Law.Status.BROKEN : Law.Status.NOT_AT_REST,
                        "started " + arrived() + atStart() + " = ended " + callsEnded() + " + running " + running),
                callLaw(running == 0, -1));
    }

    @Override
    public List<Figure> figures(Instant at) {
        return callFigures(Map.of("operation", name()), at);
    }

    /**
     * The same operation of two instances.
     *
     * @param other the other instance's
     * @return the sum, over the longer span
     */
    public OperationSnapshot plus(OperationSnapshot other) {
        Map<Duration, OperationSnapshot> both = new TreeMap<>(windows);
        other.windows.forEach((length, window) -> both.merge(length, window, OperationSnapshot::plus));
        return new OperationSnapshot(name(), readings().plus(other.readings()), both);
    }
}
