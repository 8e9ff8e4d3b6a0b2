// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.integrity;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.pilotmetrics.snapshot.LedgerSnapshot;
import io.pilotmetrics.snapshot.SourceLedger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Which numbers of which source arrived, and which are missing.
 *
 * <p>Thread-safe; threads of different sources do not wait for one another. Bounded: sources beyond {@link #MAX_SOURCES}, and
 * all but the newest gaps of a source, are given up and counted.
 */
public final class SequenceBook {

    /** Sources and epochs that are followed at once. */
    public static final int MAX_SOURCES = 10_000;

    private final SourceBook.Numbering numbering;
    private final ConcurrentMap<String, Epochs> sources = new ConcurrentHashMap<>();
    private final AtomicInteger places = new AtomicInteger(MAX_SOURCES);
    private final LongAdder undetermined = new LongAdder();

    /**
     * An empty book.
     *
     * @param first the number that every epoch begins with
     * @param joinMidStream true if an epoch begins with whatever number is seen first
     * @param grace how long a gap stays pending
     */
    public SequenceBook(long first, boolean joinMidStream, Duration grace) {
        this.numbering = new SourceBook.Numbering(first, joinMidStream, NANOSECONDS.convert(grace));
    }

    /**
     * Notes that a number arrived.
     *
     * @param source the producer
     * @param epoch one life of its numbering
     * @param number the number, 0 or more
     * @param nanos now
     */
    public void seen(String source, long epoch, long number, long nanos) {
        SourceBook book = book(source, epoch);
        if (book == null || !book.seen(number, nanos)) {
            undetermined.increment();
        }
    }

    /**
     * Makes all numbers up to one expected.
     *
     * @param source the producer, seen or not
     * @param epoch one life of its numbering
     * @param last the last number that it has sent
     * @param nanos now
     */
    public void announce(String source, long epoch, long last, long nanos) {
        SourceBook book = book(source, epoch);
        if (book == null) {
            undetermined.increment();
        } else {
            book.announce(last, nanos);
        }
    }

    private @Nullable SourceBook book(String source, long epoch) {
        Epochs epochs = sources.get(source);
        if (epochs == null) {
            if (places.get() <= 0) {
                return null; // nothing is kept of a source that has no place
            }
            epochs = sources.computeIfAbsent(source, s -> new Epochs());
        }
        SourceBook book = epochs.get(epoch);
        return book != null ? book : epochs.open(epoch);
    }

    /** The epochs of one source. The one that was asked for last is found without a look-up. */
    private final class Epochs {
        private record Current(long epoch, SourceBook book) {}

        private final ConcurrentMap<Long, SourceBook> byEpoch = new ConcurrentHashMap<>(2);
        private volatile @Nullable Current current;

        @Nullable
        SourceBook get(long epoch) {
            Current latest = current;
            if (latest != null && latest.epoch() == epoch) {
                return latest.book();
            }
            SourceBook book = byEpoch.get(epoch);
            if (book != null) {
                current = new Current(epoch, book);
            }
            return book;
        }

        /** A new book, or null where the places are all taken. */
        @Nullable
        SourceBook open(long epoch) {
            if (places.getAndUpdate(left -> Math.max(0, left - 1)) <= 0) {
                return byEpoch.get(epoch);
            }
            SourceBook fresh = new SourceBook(numbering);
            SourceBook earlier = byEpoch.putIfAbsent(epoch, fresh);
            if (earlier == null) {
                return fresh;
            }
            places.incrementAndGet();
            return earlier;
        }
    }

    /** Declares all pending gaps dropped. */
    public void settle() {
        sources.values().forEach(epochs -> epochs.byEpoch.values().forEach(SourceBook::settle));
    }

    /**
     * What is known of all sources.
     *
     * @param nanos now
     * @return the ledger; a gap past its grace time is dropped in it
     */
    public LedgerSnapshot snapshot(long nanos) {
        List<SourceLedger> ledgers = new ArrayList<>();
        long sealed = 0;
        for (Map.Entry<String, Epochs> source : sources.entrySet()) {
            for (Map.Entry<Long, SourceBook> epoch : source.getValue().byEpoch.entrySet()) {
                SourceLedger ledger = epoch.getValue().snapshot(source.getKey(), epoch.getKey(), nanos);
                if (ledger != null) {
                    ledgers.add(ledger);
                    sealed += epoch.getValue().sealed();
                }
            }
        }
        return new LedgerSnapshot(ledgers, undetermined.sum() + sealed);
    }
}
