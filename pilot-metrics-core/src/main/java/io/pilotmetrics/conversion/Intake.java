// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.conversion;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The bounded queue of one sink, and its book: {@code offered = stored + not stored + queued} at every moment.
 *
 * <p>Any number of threads offer; each takes a bounded number of steps but for retries against others, holds no lock and waits for
 * nobody. At most {@code capacity} conversions are between acceptance and settlement, those in the store's hands included.
 */
final class Intake {

    /*
     * A stack whose top carries how many were ever accepted. So one compare-and-set accepts, counts, and sees that the sink is open:
     * a StackOverflowError of the user's code strikes before it or after it, never in between, and nothing needs to be undone. The
     * writer detaches the whole stack and turns it over. A queue of the JDK with a count beside it has two steps, one with a lock may
     * stay locked.
     *
     * Queued is derived: accepted less settled. Settled only grows, so whoever reads it first, and the top after it, errs towards
     * full.
     */
    static final class Node {
        final @Nullable Conversion conversion; // null in a marker, which stands for an empty or a closed stack
        final boolean closed;

        @Nullable
        Node next; // written before it is published, and by the writer once it is detached

        long accepted; // written before it is published

        Node(@Nullable Conversion conversion, boolean closed, @Nullable Node next, long accepted) {
            this.conversion = conversion;
            this.closed = closed;
            this.next = next;
            this.accepted = accepted;
        }
    }

    private final long capacity;
    private final AtomicReference<Node> top = new AtomicReference<>(new Node(null, false, null, 0));
    private final AtomicLong stored = new AtomicLong();
    private final AtomicLong lost = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();

    Intake(long capacity) {
        this.capacity = capacity;
    }

    @SuppressWarnings("NullAway") // never set to null
    private Node top() {
        return top.get();
    }

    /** Accepts, and gives how many were accepted so far; 0 where it is full or closed, which is counted. */
    long offer(Conversion conversion) {
        Node node = new Node(conversion, false, null, 0);
        while (true) {
            long settled = settled();
            Node seen = top();
            if (seen.closed || seen.accepted - settled >= capacity) {
                refused.getAndIncrement();
                return 0;
            }
            node.next = seen.conversion == null ? null : seen;
            node.accepted = seen.accepted + 1;
            if (top.compareAndSet(seen, node)) {
                return node.accepted;
            }
        }
    }

    /** Accepts nothing from now on. */
    void close() {
        Node seen = top();
        while (!seen.closed) {
            Node marker = new Node(null, true, seen.conversion == null ? null : seen, seen.accepted);
            if (top.compareAndSet(seen, marker)) {
                return;
            }
            seen = top();
        }
    }

    boolean closed() {
        return top().closed;
    }

    /** Takes all that was accepted and not yet taken, the oldest first. */
    @Nullable
    Node take() {
        Node seen = top();
        while (seen.conversion != null || seen.next != null) {
            if (top.compareAndSet(seen, new Node(null, seen.closed, null, seen.accepted))) {
                return turnedOver(seen.conversion == null ? seen.next : seen);
            }
            seen = top();
        }
        return null;
    }

    private static @Nullable Node turnedOver(@Nullable Node newest) {
        Node older = newest;
        Node oldest = null;
        while (older != null) {
            Node next = older.next;
            older.next = oldest;
            oldest = older;
            older = next;
        }
        return oldest;
    }

    /** Books what became of some that were taken. */
    void settle(long storedOnes, long lostOnes) {
        stored.getAndAdd(storedOnes);
        lost.getAndAdd(lostOnes);
    }

    long accepted() {
        return top().accepted;
    }

    long settled() {
        return stored.get() + lost.get();
    }

    long stored() {
        return stored.get();
    }

    long notStored() {
        return lost.get() + refused.get();
    }

    /** Never negative: what is settled was accepted before. What is settled and accepted between the two readings is no more than fits. */
    long queued() {
        long settled = settled();
        return Math.min(capacity, accepted() - settled);
    }
}
