// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.TimeUnit;

/**
 * The pilots of this process. Open ones are held weakly: one that is forgotten before it had a thread is no leak. Closed ones are held for a while,
 * where anybody has ever asked.
 */
final class AllPilots {

    static final long KEPT_NANOS = TimeUnit.MINUTES.toNanos(5);
    static final int MOST_CLOSED = 100;

    private record Closed(PilotMetrics pilot, long at) {}

    private static final Set<PilotMetrics> OPEN =
            Collections.newSetFromMap(new WeakHashMap<>()); // guarded by the class
    private static final Deque<Closed> CLOSED = new ArrayDeque<>(); // guarded by the class
    private static boolean asked; // guarded by the class

    private AllPilots() {}

    static synchronized void opened(PilotMetrics pilot) {
        OPEN.add(pilot);
    }

    static synchronized void closed(PilotMetrics pilot) {
        boolean first = OPEN.remove(pilot);
        if (first && asked) {
            CLOSED.addLast(new Closed(pilot, System.nanoTime()));
        }
        forget(System.nanoTime());
    }

    static List<PilotMetrics> now() {
        return now(System.nanoTime());
    }

    static synchronized List<PilotMetrics> now(long nanos) {
        asked = true;
        forget(nanos);
        List<PilotMetrics> all = new ArrayList<>(OPEN);
        CLOSED.forEach(closed -> all.add(closed.pilot()));
        return List.copyOf(all);
    }

    private static void forget(long nanos) {
        while (!CLOSED.isEmpty()
                && (CLOSED.size() > MOST_CLOSED || nanos - CLOSED.getFirst().at() >= KEPT_NANOS)) {
            CLOSED.removeFirst();
        }
    }
}
