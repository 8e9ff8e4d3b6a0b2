// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.conversion;

import java.io.IOException;
import java.util.List;

/**
 * Where a {@link QueuedConversionSink} puts its batches: a file, a database, or what you write yourself.
 *
 * <p>{@link #open()} is called by the thread that starts the sink, and again only where it failed. All else is called by the sink's own
 * thread, one call at a time, so a store needs no lock. It may block: what waits meanwhile is bounded by the sink. It is interrupted
 * when the sink's {@code close()} will wait no longer; an interrupt of its own that it leaves behind is cleared.
 */
@FunctionalInterface
public interface ConversionStore extends AutoCloseable {

    /**
     * Makes ready, so that a wrong path or setting fails where the sink is started. What waiting may mend, such as a database that is
     * down, is better left to {@link #store}: it is tried again. Default: nothing.
     *
     * @throws IOException if it cannot be used as it is configured
     */
    default void open() throws IOException {}

    /**
     * Stores a batch. When it returns, all that it did not refuse counts as stored.
     *
     * @param batch at least one conversion, in the order in which they were accepted; unmodifiable
     * @param refusals takes those that no further attempt would store
     * @throws Exception if the batch is not known to be stored. It is then tried again as a whole, as often as the sink is told to,
     *     and what was refused before the throw is forgotten; so a store that may have kept a part needs a key
     */
    void store(List<Conversion> batch, Refusals refusals) throws Exception;

    /**
     * What may be said of a failure in a log without showing a conversion. Default: the type of the exception alone, since a
     * driver's message may quote an order id.
     *
     * @param failure what {@link #store} threw or refused with
     * @return one line of text
     */
    default String explain(Throwable failure) {
        return failure.getClass().getName();
    }

    /**
     * Ends it, when the sink has been closed. Default: nothing.
     *
     * @throws IOException which is logged
     */
    @Override
    default void close() throws IOException {}

    /** Takes what a store will not keep. */
    @FunctionalInterface
    interface Refusals {

        /**
         * Counts conversions of the batch as not stored.
         *
         * @param count how many more of them, 0 or more
         * @param cause why, see {@link ConversionStore#explain}
         */
        void refuse(int count, Throwable cause);
    }
}
