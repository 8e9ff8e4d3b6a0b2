// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.test.law;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The numbers of one source and epoch, each kept: which were seen, and since when which are missing. */
final class Source {

    /** A jump beyond this many numbers leaves what lies between undetermined. */
    static final long MAX_JUMP = 1_000_000;

    private static final long SETTLED = Long.MIN_VALUE;

    private record Jump(long first, long last) {
        boolean holds(long number) {
            return first <= number && number <= last;
        }
    }

    final long first;
    long last;
    final Set<Long> seen = new TreeSet<>();
    private final TreeMap<Long, Long> missingSince = new TreeMap<>();
    private final List<Jump> jumps = new ArrayList<>();

    Source(long first) {
        this.first = first;
        this.last = first - 1;
    }

    /** Notes a number; false if it is below the first, so that nothing is known of it. */
    boolean see(long number, long now) {
        if (number < first) {
            return false;
        }
        if (number - last > MAX_JUMP) {
            jumps.add(new Jump(last + 1, number - 1));
            last = number;
        }
        expectUpTo(number, now);
        seen.add(number);
        missingSince.remove(number);
        return true;
    }

    void expectUpTo(long number, long now) {
        if (number - last > MAX_JUMP) {
            jumps.add(new Jump(last + 1, number));
            last = number;
        }
        while (last < number) {
            missingSince.put(++last, now);
        }
    }

    void settle() {
        missingSince.replaceAll((number, since) -> SETTLED);
    }

    /** What jumps left out, less what arrived of it after all. */
    long undetermined() {
        long all =
                jumps.stream().mapToLong(jump -> jump.last() - jump.first() + 1).sum();
        return all
                - seen.stream()
                        .filter(number -> jumps.stream().anyMatch(jump -> jump.holds(number)))
                        .count();
    }

    Set<Long> dropped(long now, long grace) {
        TreeSet<Long> dropped = new TreeSet<>();
        for (Map.Entry<Long, Long> missing : missingSince.entrySet()) {
            if (missing.getValue() == SETTLED || now - missing.getValue() >= grace) {
                dropped.add(missing.getKey());
            }
        }
        return dropped;
    }

    Set<Long> pending(long now, long grace) {
        TreeSet<Long> pending = new TreeSet<>(missingSince.keySet());
        pending.removeAll(dropped(now, grace));
        return pending;
    }
}
