// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.integrity;

import io.pilotmetrics.integrity.SourceBook.Memory;
import io.pilotmetrics.integrity.SourceBook.Standing;
import io.pilotmetrics.snapshot.Counts;
import io.pilotmetrics.snapshot.LedgerSnapshot;
import io.pilotmetrics.snapshot.SourceLedger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Which numbers of which source arrived, and which are missing.
 *
 * <p>Thread-safe; threads of different sources do not wait for one another. Bounded: sources beyond {@link #MAX_SOURCES}, and
 * the lowest gaps of a source where there are too many, are given up and counted.
 */
public final class SequenceBook {

    /** Sources and epochs that are followed at once. */
    public static final int MAX_SOURCES = 10_000;

    /** Characters of a source's name; one that is longer has no place. */
    public static final int MAX_NAME = 200;

    private static final long NANOS_PER_MILLI = 1_000_000;

    /** What a clock of another instance may be off. */
    private static final Duration SKEW = Duration.ofMinutes(1);

    private final Numbering numbering;
    private final LongUnaryOperator wall;
    private final ConcurrentMap<String, Source> sources = new ConcurrentHashMap<>();
    private final AtomicInteger places = new AtomicInteger(MAX_SOURCES);
    private final AtomicInteger room;
    private final LongAdder unplaced = new LongAdder();
    private final NumberCounts counts = new NumberCounts();
    private final LongAdder told = new LongAdder();
    private volatile Memory memory = Memory.COMPLETE;
    private volatile @Nullable Instant forgottenUntil;

    /**
     * An empty book.
     *
     * @param numbering how the sources number their events
     * @param wall the wall clock, in nanoseconds since 1970, at a reading of the monotonic one
     */
    public SequenceBook(Numbering numbering, LongUnaryOperator wall) {
        this.numbering = numbering;
        this.wall = wall;
        this.room = new AtomicInteger(numbering.maxGaps());
    }

    /**
     * When an event was sent, where it does not say so itself.
     *
     * @param nanos now
     * @return the wall clock, in nanoseconds since 1970
     */
    public long wall(long nanos) {
        return wall.applyAsLong(nanos);
    }

    /**
     * Notes that a number arrived.
     *
     * @param source the producer
     * @param epoch one life of its numbering; of no account where events carry none
     * @param number the number, 0 or more
     * @param nanos now
     * @param time when it was sent, in nanoseconds since 1970
     * @param copy true if the event is known to have come before
     */
    public void seen(String source, long epoch, long number, long nanos, long time, boolean copy) {
        Source known = source(source);
        Standing standing =
                known == null ? Standing.UNPLACED : known.seen(epoch, number, nanos, time, wall(nanos), copy);
        if (standing == Standing.UNPLACED) {
            unplaced.increment();
        }
    }

    /**
     * Makes all numbers up to one expected.
     *
     * @param source the producer, seen or not
     * @param epoch one life of its numbering; of no account where events carry none
     * @param last the last number that it has sent
     * @param nanos now
     */
    public void announce(String source, long epoch, long last, long nanos) {
        told.increment();
        Source known = source(source);
        SourceBook book = known == null ? null : known.book(epoch);
        if (book == null || !book.announce(last, nanos)) {
            unplaced.increment();
        }
    }

    private @Nullable Source source(String name) {
        Source known = sources.get(name);
        if (known != null) {
            return known;
        }
        // Nothing is kept of a source that has no place, or whose name is none.
        return places.get() <= 0 || name.length() > MAX_NAME ? null : sources.computeIfAbsent(name, s -> new Source());
    }

    /** The books of one source. The one that was asked for last is found without a look-up. */
    private final class Source {
        private record Current(long epoch, SourceBook book) {}

        private final ConcurrentMap<Long, SourceBook> byEpoch = new ConcurrentHashMap<>(2);
        private final @Nullable Lives lives = numbering.epochs() ? null : new Lives(numbering, this::life);
        private volatile @Nullable Current current;

        Standing seen(long epoch, long number, long nanos, long time, long arrivedAt, boolean copy) {
            if (lives != null) {
                return lives.seen(number, nanos, time, arrivedAt, copy);
            }
            SourceBook book = book(epoch);
            return book == null ? Standing.UNPLACED : book.seen(number, nanos, time, arrivedAt);
        }

        /** The book of an epoch, a new one where there is a place; else null. */
        @Nullable
        SourceBook book(long epoch) {
            if (lives != null) {
                return lives.now();
            }
            Current latest = current;
            if (latest != null && latest.epoch() == epoch) {
                return latest.book();
            }
            SourceBook book = byEpoch.get(epoch);
            if (book != null) {
                current = new Current(epoch, book);
                return book;
            }
            return put(epoch, new SourceBook(numbering, memory, room, counts));
        }

        private @Nullable SourceBook life(long epoch, long first) {
            return put(
                    epoch, new SourceBook(numbering.from(first), epoch == 0 ? memory : Memory.COMPLETE, room, counts));
        }

        private @Nullable SourceBook put(long epoch, SourceBook fresh) {
            if (places.getAndUpdate(left -> Math.max(0, left - 1)) <= 0) {
                return byEpoch.get(epoch);
            }
            SourceBook earlier = byEpoch.putIfAbsent(epoch, fresh);
            if (earlier == null) {
                return fresh;
            }
            places.incrementAndGet();
            return earlier;
        }
    }

    /**
     * How often it was told something other than by an event.
     *
     * @return the number of announcements and settlements
     */
    public long told() {
        return told.sum();
    }

    /**
     * Declares all pending gaps dropped.
     *
     * @param nanos now
     */
    public void settle(long nanos) {
        told.increment();
        each(book -> book.settle(nanos));
    }

    private void each(Consumer<SourceBook> work) {
        sources.values().forEach(source -> source.byEpoch.values().forEach(work));
    }

    /**
     * Adds what this process has counted, under the names of {@link Counts}. What is past its grace time is declared dropped first.
     *
     * @param to counts by name
     * @param nanos now
     */
    public void addTo(Map<String, Long> to, long nanos) {
        each(book -> book.declare(nanos));
        to.put(Counts.NUMBERS_FILLED, counts.filled.sum());
        to.put(Counts.NUMBERS_LATE, counts.late.sum());
        to.put(Counts.NUMBERS_OUT_OF_ORDER, counts.outOfOrder.sum());
        to.put(Counts.NUMBERS_DECLARED_MISSING, counts.declaredMissing.sum());
    }

    /**
     * What is known of all sources.
     *
     * @param nanos now
     * @return the ledger; a gap past its grace time is dropped in it
     */
    public LedgerSnapshot snapshot(long nanos) {
        List<SourceLedger> ledgers = new ArrayList<>();
        for (Map.Entry<String, Source> source : sources.entrySet()) {
            for (Map.Entry<Long, SourceBook> epoch : source.getValue().byEpoch.entrySet()) {
                SourceLedger ledger = epoch.getValue().snapshot(source.getKey(), epoch.getKey(), nanos);
                if (ledger != null) {
                    ledgers.add(ledger);
                }
            }
        }
        return new LedgerSnapshot(ledgers, unplaced.sum(), forgottenUntil);
    }

    /**
     * Whether nothing was ever noted.
     *
     * @return true while it may go on from a ledger
     */
    public boolean isUntouched() {
        return sources.isEmpty();
    }

    /**
     * Goes on from a ledger that was saved, before any number is seen.
     *
     * @param saved the ledger
     * @param complete false if numbers may have come after it was saved
     * @param nanos now
     * @throws IllegalStateException if numbers were seen already
     */
    public void restore(LedgerSnapshot saved, boolean complete, long nanos) {
        if (!sources.isEmpty()) {
            throw new IllegalStateException("numbers have been seen already");
        }
        memory = new Memory(!complete, nanos + numbering.graceNanos());
        forgottenUntil = complete
                ? saved.forgottenUntil()
                : Instant.ofEpochMilli(wall(nanos) / NANOS_PER_MILLI)
                        .plusNanos(numbering.graceNanos())
                        .plus(SKEW);
        unplaced.add(saved.unplaced());
        for (SourceLedger ledger : saved.sources()) {
            Source source = source(ledger.source());
            SourceBook book = new SourceBook(numbering, ledger, memory, room, counts, nanos);
            if (source != null && source.put(ledger.epoch(), book) == book && source.lives != null) {
                source.lives.resume(ledger.epoch(), book, nanos);
            }
        }
    }
}
