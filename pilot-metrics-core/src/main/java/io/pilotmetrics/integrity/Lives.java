// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.integrity;

import io.pilotmetrics.integrity.SourceBook.Standing;
import org.jspecify.annotations.Nullable;

/**
 * The lives of a source whose events carry no epoch. Thread-safe.
 *
 * <p>The rule is that of RTP (RFC 3550, appendix A.1): a number that has been seen and lies more than 100 behind the last one may be
 * a copy; if the source's next such number follows within 100 above it, the source has begun anew. Copies that are known by
 * their id are no evidence. The new life begins with the first number of the numbering, or, where it was joined more than 100 above
 * that, with the number that it was recognised by. For the grace time after, renewed by each of its numbers, the old life gets what
 * continues it and what is late: far above the new life's numbers, and missed by the old one or near to its last.
 *
 * <p>So a life of fewer than 100 numbers is not told from a redelivery, and a redelivery of old numbers in their order is taken
 * for a new life. Neither invents a loss.
 */
final class Lives {

    /** How far apart numbers may arrive that were sent one after another: MAX_MISORDER of RFC 3550. */
    static final long MISORDER = 100;

    private static final long NONE = -1;

    /** One life, and the one before while something may still come of it. */
    private record Life(
            long epoch, SourceBook book, @Nullable SourceBook previous) {}

    /** Opens the book of a life; null where there is no place. */
    @FunctionalInterface
    interface Opening {
        @Nullable
        SourceBook open(long epoch, long first);
    }

    private final Numbering numbering;
    private final Opening opening;
    private volatile @Nullable Life current;
    private volatile long candidate = NONE; // changed under this, as all below
    private long candidateNanos;
    private long candidateTime;
    private long previousUntil;

    Lives(Numbering numbering, Opening opening) {
        this.numbering = numbering;
        this.opening = opening;
    }

    /** Goes on with a life that was saved; the one before is open again, since nobody knows for how long it was closed. */
    synchronized void resume(long epoch, SourceBook book, long nanos) {
        Life life = current;
        if (life == null || epoch > life.epoch()) {
            current = new Life(epoch, book, life == null ? null : life.book());
            previousUntil = nanos + numbering.graceNanos();
        }
    }

    /** The book of the life that goes on; null where there is no place. */
    @Nullable
    SourceBook now() {
        Life life = current;
        return life != null ? life.book() : begin();
    }

    private synchronized @Nullable SourceBook begin() {
        Life life = current;
        if (life != null) {
            return life.book();
        }
        SourceBook book = opening.open(0, numbering.first());
        if (book != null) {
            current = new Life(0, book, null);
        }
        return book;
    }

    /**
     * Notes a number.
     *
     * @param copy true if the event is known to have come before
     */
    Standing seen(long number, long nanos, long time, long arrivedAt, boolean copy) {
        SourceBook book = now();
        if (book == null) {
            return Standing.UNPLACED;
        }
        Life life = current;
        if (life != null && life.previous() != null) {
            book = chosen(life, life.previous(), number, nanos, copy);
        }
        // Where numbers wrap around, a jump back looks like one ahead.
        if (numbering.wrapsAround() && book.isBegun() && book.distance(number) > Numbering.MAX_JUMP) {
            return restarted(number, nanos, time, arrivedAt, copy) ? Standing.HIGHEST : Standing.UNPLACED;
        }
        Standing standing = book.seen(number, nanos, time, arrivedAt);
        if (standing == Standing.HIGHEST || standing == Standing.FILLED) {
            if (candidate != NONE) {
                candidate = NONE;
            }
        } else if (book.distance(number) < -MISORDER && restarted(number, nanos, time, arrivedAt, copy)) {
            return Standing.HIGHEST;
        }
        return standing;
    }

    /** The book that a number belongs to while the old life may go on. */
    private synchronized SourceBook chosen(Life life, SourceBook previous, long number, long nanos, boolean copy) {
        if (nanos - previousUntil >= 0) {
            current = new Life(life.epoch(), life.book(), null);
            return life.book();
        }
        long ahead = life.book().distance(number);
        long previousAhead = previous.distance(number);
        boolean far = ahead > MISORDER || (copy && ahead > 0 && previousAhead <= 0);
        boolean known = copy || previousAhead >= -MISORDER || previous.misses(number);
        if (far && known && previousAhead < ahead) {
            previousUntil = nanos + numbering.graceNanos();
            return previous;
        }
        return life.book();
    }

    /** True if a number, with the one before, shows that the source has begun anew. */
    private synchronized boolean restarted(long number, long nanos, long time, long arrivedAt, boolean copy) {
        if (copy) {
            return false;
        }
        long before = candidate;
        Life life = current;
        if (life == null || before == NONE || number <= before || number - before > MISORDER) {
            candidate = number;
            candidateNanos = nanos;
            candidateTime = time;
            return false;
        }
        candidate = NONE;
        boolean fromTheBeginning = before - numbering.first() <= MISORDER;
        SourceBook book = opening.open(life.epoch() + 1, fromTheBeginning ? numbering.first() : before);
        if (book == null) {
            return false;
        }
        book.seen(before, candidateNanos, candidateTime, arrivedAt);
        book.seen(number, nanos, time, arrivedAt);
        previousUntil = nanos + numbering.graceNanos();
        current = new Life(life.epoch() + 1, book, life.book());
        return true;
    }
}
