// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.integrity;

import org.jspecify.annotations.Nullable;

/**
 * Remembers which ids were seen, and with what content, bounded in time and number. Thread-safe.
 *
 * <p>An id is in flight, done or unknown. Laws:
 *
 * <ul>
 *   <li>of any number of threads that claim an unknown id at once, one is told {@link Standing#FIRST}
 *   <li>only the first delivery settles the id: {@link Claim#done} makes it done, {@link Claim#forget} unknown again
 *   <li>a known id whose content differs from the first delivery's is {@link Standing#CONFLICTING}, whether it is in flight or done; content
 *       that is unknown, of the one or the other, differs from none
 *   <li>age counts from first sight and is not renewed; an id in flight expires too, and its claim then settles nothing
 *   <li>{@code claimed = remembered + forgotten + evicted + expired}
 * </ul>
 */
public interface IdWindow {

    /** The content of an event of which nothing is known: it conflicts with none. */
    long UNKNOWN_CONTENT = 0;

    /** What is known of an id. */
    enum Standing {
        /** It was unknown; it is in flight from now on. */
        FIRST,
        /** An earlier delivery of it has not ended. */
        IN_FLIGHT,
        /** An earlier delivery of it ended well. */
        DONE,
        /** It is known with other content. */
        CONFLICTING
    }

    /**
     * What a window has come to know, and what has become of that.
     *
     * @param claimed ids that became known: by a first delivery, or recovered
     * @param remembered ids that it knows now, in flight or done
     * @param forgotten ids whose first delivery did not end well
     * @param evicted ids that gave way to newer ones before their time
     * @param expired ids whose time was over
     * @param expiredInFlight of the evicted and expired, those whose first delivery had not ended
     * @param coveredNanos how far back it reaches at least, in nanoseconds: the window, or less where ids have lately been evicted
     */
    record Stats(
            long claimed,
            long remembered,
            long forgotten,
            long evicted,
            long expired,
            long expiredInFlight,
            long coveredNanos) {

        Stats plus(Stats other) {
            return new Stats(
                    claimed + other.claimed,
                    remembered + other.remembered,
                    forgotten + other.forgotten,
                    evicted + other.evicted,
                    expired + other.expired,
                    expiredInFlight + other.expiredInFlight,
                    Math.min(coveredNanos, other.coveredNanos));
        }

        Stats covering(long nanos) {
            return new Stats(claimed, remembered, forgotten, evicted, expired, expiredInFlight, nanos);
        }
    }

    /**
     * Claims an id for one delivery.
     *
     * @param id the id; each implementation says of which types
     * @param content a fingerprint of the event's content, or {@link #UNKNOWN_CONTENT}
     * @param nanos now, on the monotonic clock
     * @return the claim, to be ended at most once
     * @throws IllegalArgumentException if the id is of a type that the window cannot tell apart
     */
    Claim claim(Object id, long content, long nanos);

    /**
     * The same for a number, without boxing it.
     *
     * @param id the id
     * @param content a fingerprint of the event's content, or {@link #UNKNOWN_CONTENT}
     * @param nanos now, on the monotonic clock
     * @return the claim, to be ended at most once
     */
    Claim claim(long id, long content, long nanos);

    /**
     * Makes an id done, whatever it was, and its content unknown: what was repaired may be that. If it is in flight, its claim settles nothing
     * from now on.
     *
     * @param id the id
     * @param nanos now, on the monotonic clock
     * @throws IllegalArgumentException if the id is of a type that the window cannot tell apart
     */
    void recover(Object id, long nanos);

    /**
     * The same for a number.
     *
     * @param id the id
     * @param nanos now, on the monotonic clock
     */
    void recover(long id, long nanos);

    /**
     * What is known of an id. It claims nothing and renews nothing.
     *
     * @param id the id
     * @param nanos now, on the monotonic clock
     * @return {@link Standing#IN_FLIGHT}, {@link Standing#DONE}, or null for an unknown id
     * @throws IllegalArgumentException if the id is of a type that the window cannot tell apart
     */
    @Nullable
    Standing standing(Object id, long nanos);

    /**
     * The same for a number.
     *
     * @param id the id
     * @param nanos now, on the monotonic clock
     * @return {@link Standing#IN_FLIGHT}, {@link Standing#DONE}, or null for an unknown id
     */
    @Nullable
    Standing standing(long id, long nanos);

    /**
     * How much of a content is kept of an id that is done.
     *
     * @return bits, 0 where none is
     */
    int contentBits();

    /**
     * What the window holds. It goes through no ids but those that have expired.
     *
     * @param nanos now
     * @return its statistics
     */
    Stats stats(long nanos);
}
