// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.test.law;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The numbers of one source and epoch, each kept: which were seen, and since when which are missing. */
final class Source {

    private static final long SETTLED = Long.MIN_VALUE;

    final long first;
    long last;
    final Set<Long> seen = new TreeSet<>();
    private final TreeMap<Long, Long> missingSince = new TreeMap<>();

    Source(long first) {
        this.first = first;
        this.last = first - 1;
    }

    void see(long number, long now) {
        expectUpTo(number, now);
        seen.add(number);
        missingSince.remove(number);
    }

    void expectUpTo(long number, long now) {
        while (last < number) {
            missingSince.put(++last, now);
        }
    }

    void settle() {
        missingSince.replaceAll((number, since) -> SETTLED);
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
