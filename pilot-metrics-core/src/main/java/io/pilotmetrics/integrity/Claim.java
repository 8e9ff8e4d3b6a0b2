// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.integrity;

import io.pilotmetrics.integrity.IdWindow.Standing;
import org.jspecify.annotations.Nullable;

/**
 * One delivery's hold on an id. Whoever claimed ends it at most once, on any thread; after that it may be another delivery's.
 *
 * <p>Claims of first deliveries are used again, so that a window in use allocates nothing; what their holder needs for each can be
 * kept with them and is used again, too.
 */
public abstract class Claim {

    /** Of a delivery whose id is in flight: it settles nothing. */
    static final Claim IN_FLIGHT = new Repeat(Standing.IN_FLIGHT, IdWindow.UNKNOWN_CONTENT);

    /** Of a delivery whose id is done: it settles nothing. */
    static final Claim DONE = new Repeat(Standing.DONE, IdWindow.UNKNOWN_CONTENT);

    private @Nullable Object holder;

    Claim() {}

    static Claim conflicting(long earlierContent) {
        return new Repeat(Standing.CONFLICTING, earlierContent);
    }

    /**
     * What was known of the id when it was claimed.
     *
     * @return its standing
     */
    public abstract Standing standing();

    /**
     * Notes that the first delivery ended well. Without effect for any other delivery, or once the id has expired.
     *
     * @param nanos now, on the monotonic clock
     */
    public abstract void done(long nanos);

    /**
     * Makes the id unknown again. Without effect for any other delivery, or once the id has expired.
     *
     * @param nanos now, on the monotonic clock
     */
    public abstract void forget(long nanos);

    /**
     * The first delivery's content, of a claim that conflicts with it.
     *
     * @return as much of it as the window keeps, in the lowest bits
     */
    public long earlierContent() {
        return IdWindow.UNKNOWN_CONTENT;
    }

    /**
     * What its holder keeps with it.
     *
     * @return as it was given, null before
     */
    public final @Nullable Object holder() {
        return holder;
    }

    /**
     * Keeps something with it, for as long as this object is used.
     *
     * @param kept what its holder needs
     */
    public final void holder(Object kept) {
        this.holder = kept;
    }

    /** The claim of a delivery that is not the first. */
    private static final class Repeat extends Claim {
        private final Standing standing;
        private final long earlierContent;

        Repeat(Standing standing, long earlierContent) {
            this.standing = standing;
            this.earlierContent = earlierContent;
        }

        @Override
        public Standing standing() {
            return standing;
        }

        @Override
        public void done(long nanos) {}

        @Override
        public void forget(long nanos) {}

        @Override
        public long earlierContent() {
            return earlierContent;
        }
    }
}
