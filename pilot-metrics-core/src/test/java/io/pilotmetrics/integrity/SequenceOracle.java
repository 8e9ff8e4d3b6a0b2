// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.integrity;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What one instance has to say of the numbers of one source in one epoch, from the rules as they are written for users, number by
 * number, keeping everything. It shares no code with what it judges.
 */
final class SequenceOracle {

    /** What became of a number that has not arrived. */
    private record Absent(long openedAt, boolean undetermined) {}

    private final long graceNanos;
    private final long reorderDistance;
    private final int maxGaps;

    final TreeMap<Long, Long> seen = new TreeMap<>(); // with the time at which it was sent
    private final TreeMap<Long, Absent> absent = new TreeMap<>();
    final Set<Long> forgotten = new TreeSet<>();
    private final Set<Long> settled = new TreeSet<>();
    long first;
    long last;
    private final long origin;
    private boolean forgetful;
    private long forgetUntil;
    long outOfOrder;
    long late;
    long filled;
    long unplaced;
    boolean heardOf;

    SequenceOracle(long first, long graceNanos, long reorderDistance, int maxGaps) {
        this.first = first;
        this.origin = first;
        this.last = first - 1;
        this.graceNanos = graceNanos;
        this.reorderDistance = reorderDistance;
        this.maxGaps = maxGaps;
    }

    SequenceOracle copy() {
        SequenceOracle copy = new SequenceOracle(origin, graceNanos, reorderDistance, maxGaps);
        copy.seen.putAll(seen);
        copy.absent.putAll(absent);
        copy.forgotten.addAll(forgotten);
        copy.settled.addAll(settled);
        copy.first = first;
        copy.last = last;
        copy.outOfOrder = outOfOrder;
        copy.late = late;
        copy.filled = filled;
        copy.unplaced = unplaced;
        copy.heardOf = heardOf;
        return copy;
    }

    /** An unplanned end: of what is new from now on, nobody knows whether it came before; so for what was pending. */
    void forget(long savedAt, long restoredAt) {
        pending(savedAt).forEach(number -> {
            absent.remove(number);
            forgotten.add(number);
        });
        forgetful = true;
        forgetUntil = restoredAt + graceNanos;
    }

    /** A planned one: what is pending has its grace time anew. */
    void resume(long savedAt, long restoredAt) {
        dropped(savedAt).forEach(settled::add);
        absent.replaceAll((number, was) -> new Absent(restoredAt, was.undetermined()));
    }

    void seen(long number, long now, long time) {
        heardOf = true;
        if (number < first) {
            unplaced++;
            late += number >= origin ? 1 : 0;
            return;
        }
        if (number > last) {
            open(last + 1, number - 1, now);
            last = number;
            if (forgetful && now >= forgetUntil) {
                forgetful = false;
            }
            seen.put(number, time);
            seal();
            return;
        }
        if (seen.containsKey(number)) {
            return;
        }
        if (dropped(now).contains(number)) {
            late++;
            filled++;
        }
        if (!seen.isEmpty() && number < seen.lastKey()) {
            outOfOrder++;
        }
        absent.remove(number);
        forgotten.remove(number);
        seen.put(number, time);
        seal();
    }

    void announce(long number, long now) {
        heardOf = true;
        if (number > last) {
            open(last + 1, number, now);
            last = number;
            seal();
        }
    }

    private void open(long from, long to, long now) {
        boolean jump = to - from + 2 > 1_000_000 && !forgetful;
        for (long number = from; number <= to; number++) {
            if (forgetful) {
                forgotten.add(number);
            } else {
                absent.put(number, new Absent(now, jump));
            }
        }
    }

    private void seal() {
        List<Long> ends = gapEnds();
        while (ends.size() > maxGaps) {
            // All gaps in these histories are of one kind.
            long highest = ends.get(Math.min(ends.size(), Math.max(1, maxGaps / 64)) - 1);
            first = highest + 1;
            seen.headMap(first).clear();
            absent.headMap(first).clear();
            forgotten.removeIf(number -> number < first);
            ends = gapEnds();
        }
    }

    /** The last number of each gap. */
    private List<Long> gapEnds() {
        List<Long> ends = new ArrayList<>();
        for (long number : absent.keySet()) {
            if (!absent.containsKey(number + 1)) {
                ends.add(number);
            }
        }
        for (long number : forgotten) {
            if (!forgotten.contains(number + 1)) {
                ends.add(number);
            }
        }
        ends.sort(Long::compare);
        return ends;
    }

    void settle() {
        absent.keySet().forEach(settled::add);
    }

    Set<Long> dropped(long now) {
        Set<Long> dropped = new TreeSet<>();
        absent.forEach((number, was) -> {
            boolean over = now - was.openedAt() >= graceNanos || last - number >= reorderDistance;
            if (!was.undetermined() && (over || settled.contains(number))) {
                dropped.add(number);
            }
        });
        return dropped;
    }

    Set<Long> pending(long now) {
        Set<Long> pending = new TreeSet<>(absent.keySet());
        pending.removeAll(dropped(now));
        absent.forEach((number, was) -> {
            if (was.undetermined()) {
                pending.remove(number);
            }
        });
        return pending;
    }

    /** Numbers that this instance may have seen without knowing of it. */
    boolean mayHaveSeen(long number) {
        return forgotten.contains(number) || (number >= origin && number < first) || (forgetful && number > last);
    }
}
