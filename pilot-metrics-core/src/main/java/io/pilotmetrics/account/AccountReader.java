// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.account;

import io.pilotmetrics.integrity.IdWindow;
import io.pilotmetrics.integrity.SequenceBook;
import io.pilotmetrics.latency.WindowRing;
import io.pilotmetrics.snapshot.CohortSnapshot;
import io.pilotmetrics.snapshot.Counts;
import io.pilotmetrics.snapshot.HandlerSnapshot;
import io.pilotmetrics.snapshot.LedgerSnapshot;
import io.pilotmetrics.snapshot.Level;
import io.pilotmetrics.snapshot.Readings;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads one handler's book, in the order that {@link Account} states. Thread-safe; whoever writes never waits for it. */
public final class AccountReader {

    private final String name;
    private final Calls calls;
    private final Endings<?> endings;
    private final @Nullable IdWindow ids;
    private final SequenceBook sequences;
    private final @Nullable EventTimes<?> times;
    private final WallClock wall;
    private final @Nullable StatedBook stated;
    private final long registeredAt;
    private final WindowRing windows;
    private final @Nullable Cohorts<?> cohorts;
    private List<CohortSnapshot> cohortsRead = List.of(); // with the latest state of the windows, guarded by them

    AccountReader(
            String name,
            Calls calls,
            Endings<?> endings,
            @Nullable IdWindow ids,
            SequenceBook sequences,
            @Nullable EventTimes<?> times,
            WallClock wall,
            @Nullable StatedBook stated,
            @Nullable Cohorts<?> cohorts) {
        this.name = name;
        this.calls = calls;
        this.endings = endings;
        this.ids = ids;
        this.sequences = sequences;
        this.times = times;
        this.wall = wall;
        this.stated = stated;
        this.cohorts = cohorts;
        this.registeredAt = calls.now();
        this.windows = new WindowRing(calls.windowed(this::state));
    }

    /** Reads the cohorts between the handler's dispositions and the handler's received events: see {@link CohortBook}. */
    private WindowRing.State state() {
        Map<String, Long> counts = new LinkedHashMap<>();
        Map<Level, Long> levels = new EnumMap<>(Level.class);
        calls.readEnded(counts);
        endings.malformed().addTo(counts);
        endings.refused().addTo(counts);
        if (ids != null) {
            readIds(ids, counts, levels);
        }
        if (!sequences.isUntouched()) {
            sequences.addTo(counts, calls.now());
        }
        if (cohorts != null) {
            cohortsRead = cohorts.read(Duration.ofNanos(calls.now() - registeredAt));
        }
        return calls.readBegun(counts, levels, all -> all.get(Counts.RECEIVED) - all.sum(Counts.DISPOSITION));
    }

    /** An id of the user's that cannot be compared must not cost the rest of the snapshot. */
    private void readIds(IdWindow window, Map<String, Long> counts, Map<Level, Long> levels) {
        try {
            IdWindow.Stats stats = window.stats(calls.now());
            counts.put(Counts.IDS_EVICTED, stats.evicted());
            counts.put(Counts.IDS_EXPIRED_IN_FLIGHT, stats.expiredInFlight());
            levels.put(Level.IDS_REMEMBERED, stats.remembered());
            levels.put(Level.IDS_COVERED, stats.coveredNanos());
        } catch (Throwable e) {
            calls.instrumentationError("id");
        }
    }

    /** Closes the running slice of the windows. Called by the ticker. */
    public void tick() {
        calls.settle();
        wall.refresh();
        windows.tick();
    }

    /**
     * A number that changes when a counter does: where it has not changed, only what time changes has.
     *
     * @return read at a small part of a snapshot's cost
     */
    public long stamp() {
        calls.settle();
        return calls.stamp() + sequences.told();
    }

    private Readings readings(WindowRing.State now) {
        Readings readings = now.since(registeredAt);
        readings = readings.exemplars(calls.exemplars());
        return times == null ? readings : readings.eventTimes(times.lateness(), times.age());
    }

    /**
     * The numbers that are missing.
     *
     * @return the ledger
     */
    public LedgerSnapshot ledger() {
        return sequences.snapshot(calls.now());
    }

    /**
     * What was counted so far.
     *
     * @return a value; exact at rest
     */
    public HandlerSnapshot snapshot() {
        calls.settle();
        WindowRing.Reading reading;
        List<CohortSnapshot> ofCohorts;
        synchronized (windows) {
            reading = windows.read();
            ofCohorts = cohortsRead;
        }
        WindowRing.State now = reading.now();
        Map<Duration, HandlerSnapshot> minutes = new LinkedHashMap<>();
        reading.windows()
                .forEach((length, read) ->
                        minutes.put(length, new HandlerSnapshot(name, read, LedgerSnapshot.EMPTY, Map.of())));
        Readings readings = readings(now);
        HandlerSnapshot all = new HandlerSnapshot(
                name,
                stated == null ? readings : readings.stated(stated.snapshot()),
                sequences.snapshot(now.nanos()),
                minutes);
        return cohorts == null ? all : all.cohorts(ofCohorts, cohorts.users());
    }

    /**
     * Events that have arrived and not yet ended.
     *
     * @return their number; read cheaply, for waiting
     */
    public long inFlight() {
        return calls.begunLess(
                Counter.RECEIVED,
                Counter.MALFORMED,
                Counter.REFUSED,
                Counter.CONFLICTING,
                Counter.DUPLICATE,
                Counter.PROCESSED,
                Counter.FAILED);
    }
}
