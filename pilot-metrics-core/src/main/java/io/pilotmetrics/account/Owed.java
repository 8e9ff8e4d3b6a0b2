// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.account;

import static java.util.Objects.requireNonNull;

import io.pilotmetrics.integrity.Claim;
import io.pilotmetrics.snapshot.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * What one account could not book, since the user's recursion had come to the end of the stack: it is booked by whoever receives or reads next, the
 * ticker at the latest. Until then it is in flight; how long a call took is told by when it is booked. Thread-safe.
 *
 * <p>Who is at the end of its stack can call nothing, not even a constructor, but arrays and monitors take no frame. So an entry is
 * written by a statement:
 *
 * <pre>{@code
 * synchronized (owed) {
 *     owed.newest = new Object[] {owed.newest, delivery, event, thrown, new long[] {startedAt}};
 * }
 * }</pre>
 */
public final class Owed {

    /** Whose end may be owed. */
    interface Ending {

        /**
         * Ends it, on a thread that has stack left.
         *
         * @param event the event, null where it has none
         * @param how what was thrown, an {@link Outcome} where the call was booked and its event was not, null where it returned
         * @param startedAt when it arrived and its call began
         */
        void endLate(@Nullable Object event, @Nullable Object how, long startedAt);
    }

    /**
     * The newest entry: the one before it; whose end is owed, or null; its event; how it ended, or a claim that is to be given up; when it
     * began. Guarded by this.
     */
    public @Nullable Object @Nullable [] newest;

    private int bookingLate; // how many threads settle; guarded by this

    /** Nothing owed. Looks up what a wrapper asks for at the end of its stack: the first look-up of a class runs code of the class loader. */
    Owed() {
        requireNonNull(StackOverflowError.class);
    }

    /** Books all that is owed, one by one. What the end of this thread's own stack prevents stays owed. */
    void settle(long now) {
        for (@Nullable Object @Nullable [] entry = take(); entry != null; entry = take()) {
            synchronized (this) {
                bookingLate++;
            }
            try {
                if (entry[3] instanceof Claim claim) {
                    claim.forget(now);
                } else if (entry[1] instanceof Ending ending && entry[4] instanceof long[] startedAt) {
                    ending.endLate(entry[2], entry[3], startedAt[0]);
                }
            } catch (StackOverflowError e) {
                synchronized (this) {
                    entry[0] = newest;
                    newest = entry;
                }
                return;
            } catch (Throwable e) {
                // An id of the user's that cannot be compared: it leaves with its time.
            } finally {
                synchronized (this) {
                    bookingLate--;
                }
            }
        }
    }

    /**
     * Whether what is booked on this thread may have ended long ago. A look without the monitor: a thread sees itself settle, and of others
     * it does not matter.
     */
    boolean isBookedLate() {
        return bookingLate > 0;
    }

    private synchronized @Nullable Object @Nullable [] take() {
        @Nullable Object @Nullable [] entry = newest;
        newest = entry == null ? null : (@Nullable Object[]) entry[0];
        return entry;
    }
}
