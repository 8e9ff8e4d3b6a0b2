// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.integrity;

/**
 * Remembers which ids were seen, bounded in time and number.
 *
 * <p>An id is in flight, done or unknown. Laws:
 *
 * <ul>
 *   <li>of any number of threads that claim an unknown id at once, one is told {@link Standing#FIRST}
 *   <li>only the first delivery settles the id: {@link Claim#done} makes it done, {@link Claim#forget} unknown again
 *   <li>age counts from first sight and is not renewed; an id in flight expires too, and its claim then settles nothing
 * </ul>
 */
public interface IdWindow {

    /** What is known of an id. */
    enum Standing {
        /** It was unknown; it is in flight from now on. */
        FIRST,
        /** An earlier delivery of it has not ended. */
        IN_FLIGHT,
        /** An earlier delivery of it ended well. */
        DONE
    }

    /** One delivery's hold on an id. */
    interface Claim {

        /** Of a delivery whose id is in flight: it settles nothing. */
        Claim IN_FLIGHT = new Repeat(Standing.IN_FLIGHT);

        /** Of a delivery whose id is done: it settles nothing. */
        Claim DONE = new Repeat(Standing.DONE);

        /**
         * What was known of the id when it was claimed.
         *
         * @return its standing
         */
        Standing standing();

        /**
         * Notes that the first delivery ended well. Without effect for any other delivery, or once the id has expired.
         *
         * @param nanos now
         */
        void done(long nanos);

        /** Makes the id unknown again. Without effect for any other delivery, or once the id has expired. */
        void forget();
    }

    /**
     * The claim of a delivery that is not the first.
     *
     * @param standing what was known of the id
     */
    record Repeat(Standing standing) implements Claim {
        @Override
        public void done(long nanos) {}

        @Override
        public void forget() {}
    }

    /**
     * What a window has had to give up.
     *
     * @param remembered ids that it knows now
     * @param evicted ids that gave way to newer ones before their time
     * @param expiredInFlight ids whose first delivery had not ended when they left
     */
    record Stats(long remembered, long evicted, long expiredInFlight) {}

    /**
     * Claims an id for one delivery.
     *
     * @param id the id, with {@code equals} and {@code hashCode} by value
     * @param nanos now
     * @return the claim
     */
    Claim claim(Object id, long nanos);

    /**
     * What the window holds.
     *
     * @param nanos now
     * @return its statistics
     */
    Stats stats(long nanos);
}
