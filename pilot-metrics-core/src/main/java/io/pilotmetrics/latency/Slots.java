// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.latency;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** Which slot a platform thread owns: one number for all recorders, kept for the thread's life. */
final class Slots {

    /*
     * A thread that owns a slot is the only one to write to that slot's stripes, so it needs no atomic addition. The number of
     * slots is bounded; a thread that finds none free, and every virtual thread (of which there may be millions, each for one
     * call), writes to a shared stripe instead, with atomic additions.
     *
     * A slot changes hands only once its owner has ended. "The final action in a thread synchronizes with any action in another
     * thread that detects that it has terminated", by isAlive() among others (JLS 17.4.5): so the next owner sees all that the
     * last one wrote, goes on from it with plain reads, and no count is lost. A thread object whose end was not seen is never
     * replaced, which is why the table refers to it strongly: at most as many ended threads as there are slots are kept.
     *
     * A pool may erase its threads' thread-locals between tasks, as the common pool does on newer JDKs: a thread that asks again
     * gets the slot that it has.
     *
     * What a thread keeps of its slot is an int[], a class of the JDK: a pool's thread that outlives this library's class loader
     * does not hold on to it.
     */

    /** How many threads can own a slot at once. */
    static final int OWNED = Math.max(8, Math.min(64, 4 * Runtime.getRuntime().availableProcessors()));

    /** How many stripes the other threads share; a power of two. */
    static final int SHARED =
            Math.min(8, Integer.highestOneBit(2 * Runtime.getRuntime().availableProcessors() - 1));

    private static final int NONE = -1;
    private static final AtomicReferenceArray<@Nullable Thread> OWNERS = new AtomicReferenceArray<>(OWNED);
    static final ThreadLocal<int[]> MINE = ThreadLocal.withInitial(() -> new int[] {acquire()});
    private static final @Nullable MethodHandle IS_VIRTUAL = isVirtualHandle();

    private Slots() {}

    /** Thread.isVirtual(), which Java 17 does not have. */
    private static @Nullable MethodHandle isVirtualHandle() {
        try {
            return MethodHandles.publicLookup()
                    .findVirtual(Thread.class, "isVirtual", MethodType.methodType(boolean.class));
        } catch (NoSuchMethodException | IllegalAccessException e) {
            return null;
        }
    }

    private static boolean isVirtual(Thread thread) {
        if (IS_VIRTUAL == null) {
            return false;
        }
        try {
            return (boolean) IS_VIRTUAL.invokeExact(thread);
        } catch (Throwable e) {
            return false;
        }
    }

    /**
     * The current thread's slot.
     *
     * @return an owned slot, 0 to {@link #OWNED} - 1; or {@code -1 - i} for the shared stripe {@code i}
     */
    static int mine() {
        Thread thread = Thread.currentThread();
        if (!isVirtual(thread)) {
            int slot = MINE.get()[0];
            if (slot != NONE) {
                return slot;
            }
        }
        // The ids of threads are consecutive: neighbours take different stripes.
        return -1 - (int) (thread.getId() & (SHARED - 1));
    }

    private static int acquire() {
        Thread thread = Thread.currentThread();
        for (int slot = 0; slot < OWNED; slot++) {
            if (OWNERS.get(slot) == thread) {
                return slot;
            }
        }
        for (int slot = 0; slot < OWNED; slot++) {
            Thread owner = OWNERS.get(slot);
            if ((owner == null || !owner.isAlive()) && OWNERS.compareAndSet(slot, owner, thread)) {
                return slot;
            }
        }
        return NONE;
    }
}
