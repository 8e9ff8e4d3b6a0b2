// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.account;

import io.pilotmetrics.integrity.SequenceBook;
import io.pilotmetrics.snapshot.LedgerSnapshot;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of one handler's events. Thread-safe.
 *
 * @param <E> the event's type
 */
final class Numbers<E> {

    private final EventRules.@Nullable Sequence<E> sequence;
    private final SequenceBook book;
    private final Calls calls;

    Numbers(EventRules.@Nullable Sequence<E> sequence, SequenceBook book, Calls calls) {
        this.sequence = sequence;
        this.book = book;
        this.calls = calls;
    }

    /**
     * Notes the number of an event that has arrived, if it has one.
     *
     * @param occurred when the event happened; {@link EventTimes#NONE} where it does not say
     * @param copy true if it is known to have come before
     */
    void arrived(E event, long now, long occurred, boolean copy) {
        if (sequence == null) {
            return;
        }
        try {
            String source = sequence.source().apply(event);
            long number = sequence.number().applyAsLong(event);
            if (source != null && number >= 0) {
                ToLongFunction<? super E> epoch = sequence.epoch();
                long time = occurred == EventTimes.NONE ? book.wall(now) : occurred;
                book.seen(source, epoch == null ? 0 : epoch.applyAsLong(event), number, now, time, copy);
            }
        } catch (Throwable e) {
            calls.instrumentationError("sequence");
        }
    }

    /** Notes a number that the caller knows; a negative one means none. */
    void seen(@Nullable String source, long epoch, long number, long now) {
        if (source != null && number >= 0) {
            book.seen(source, epoch, number, now, book.wall(now), false);
        }
    }

    /** Makes a source's numbers expected up to its last. */
    void announce(@Nullable String source, long epoch, long lastNumber) {
        if (source == null) {
            calls.instrumentationError("announce");
        } else if (lastNumber >= 0) {
            try {
                book.announce(source, epoch, lastNumber, calls.now());
            } catch (Throwable e) {
                calls.instrumentationError("announce");
            }
        }
    }

    /** Whether no number was ever noted. */
    boolean isUntouched() {
        return book.isUntouched();
    }

    /** Goes on from a ledger that was saved. */
    void restore(LedgerSnapshot saved, boolean complete) {
        book.restore(saved, complete, calls.now());
    }

    /** Declares all pending gaps dropped. */
    void settle() {
        book.settle(calls.now());
    }
}
