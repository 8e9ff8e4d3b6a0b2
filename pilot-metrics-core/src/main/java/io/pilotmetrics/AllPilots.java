// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics;

import io.pilotmetrics.snapshot.OperationSnapshot;
import io.pilotmetrics.snapshot.PilotSnapshot;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.TimeUnit;

/**
 * What all pilots of this process have counted, by name. Pilots of one name, one after the other or side by side, are added up, so that no count falls
 * when one is over.
 *
 * <p>Open pilots are held weakly: one that is forgotten before it had a thread is no leak. Once anybody has asked, a closed one is held until it is
 * at rest, for five minutes at most and 100 of them; then only what it counted is kept, of 100 names.
 */
final class AllPilots {

    static final long KEPT_NANOS = TimeUnit.MINUTES.toNanos(5);
    static final int MOST_CLOSED = 100;
    static final int MOST_NAMES = 100;

    private record Closed(PilotMetrics pilot, long at) {}

    private static final Object READING =
            new Object(); // before the class; who opens or closes a pilot does not take it
    private static final Set<PilotMetrics> OPEN =
            Collections.newSetFromMap(new WeakHashMap<>()); // guarded by the class
    private static final Deque<Closed> CLOSED = new ArrayDeque<>(); // guarded by the class
    private static final Map<String, PilotSnapshot> OVER = new LinkedHashMap<>(); // guarded by READING
    private static boolean asked; // guarded by the class

    private AllPilots() {}

    static synchronized void opened(PilotMetrics pilot) {
        OPEN.add(pilot);
    }

    static synchronized void closed(PilotMetrics pilot) {
        if (OPEN.remove(pilot) && asked) {
            CLOSED.addLast(new Closed(pilot, System.nanoTime()));
            if (CLOSED.size() > 2 * MOST_CLOSED) {
                CLOSED.removeFirst(); // nobody asks any more
            }
        }
    }

    static List<PilotSnapshot> snapshots() {
        return snapshots(System.nanoTime());
    }

    static List<PilotSnapshot> snapshots(long nanos) {
        synchronized (READING) {
            List<PilotMetrics> open;
            List<Closed> closed;
            synchronized (AllPilots.class) {
                asked = true;
                open = List.copyOf(OPEN);
                closed = new ArrayList<>(CLOSED);
            }
            Map<String, PilotSnapshot> byName = new LinkedHashMap<>();
            for (int i = 0; i < closed.size(); i++) {
                Closed each = closed.get(i);
                PilotSnapshot snapshot = each.pilot().snapshotWithoutFigures();
                boolean old = nanos - each.at() >= KEPT_NANOS || closed.size() - i > MOST_CLOSED;
                if (old || isAtRest(snapshot)) {
                    retire(each, snapshot);
                } else {
                    byName.merge(snapshot.name(), snapshot, AllPilots::together);
                }
            }
            OVER.forEach((name, over) -> byName.merge(name, over, AllPilots::together));
            for (PilotMetrics pilot : open) {
                PilotSnapshot snapshot = pilot.snapshot();
                byName.merge(snapshot.name(), snapshot, AllPilots::together);
            }
            return List.copyOf(byName.values());
        }
    }

    private static boolean isAtRest(PilotSnapshot snapshot) {
        return snapshot.handlers().values().stream().allMatch(handler -> handler.inFlight() == 0)
                && snapshot.operations().values().stream()
                        .mapToLong(OperationSnapshot::inFlight)
                        .allMatch(running -> running == 0);
    }

    private static void retire(Closed closed, PilotSnapshot last) {
        synchronized (AllPilots.class) {
            CLOSED.remove(closed);
        }
        if (OVER.size() < MOST_NAMES || OVER.containsKey(last.name())) {
            OVER.merge(last.name(), last, AllPilots::together);
        }
    }

    /** The sum, as of one instance: a process is one, however many pilots it opens. */
    private static PilotSnapshot together(PilotSnapshot one, PilotSnapshot other) {
        PilotSnapshot both = PilotSnapshot.merge(ofInstance(one, "one"), ofInstance(other, "other"));
        return ofInstance(both, String.join(", ", other.instances()));
    }

    private static PilotSnapshot ofInstance(PilotSnapshot pilot, String instance) {
        return new PilotSnapshot(
                pilot.name(),
                Set.of(instance),
                pilot.startedAt(),
                pilot.at(),
                List.copyOf(pilot.handlers().values()),
                List.copyOf(pilot.operations().values()),
                pilot.objectives(),
                pilot.supplied(),
                pilot.assurances());
    }
}
