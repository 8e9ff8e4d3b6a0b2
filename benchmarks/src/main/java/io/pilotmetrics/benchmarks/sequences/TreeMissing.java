// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.benchmarks.sequences;

import java.util.TreeSet;

/** The highest number, and those missing below it in a tree, of which the lowest goes where there are too many. It keeps no times. */
final class TreeMissing implements SourceMap.Kept {

    /** As many as ours keeps of a source by default. */
    private static final int MOST = 250_000;

    private final TreeSet<Long> missing = new TreeSet<>();
    private final int most;
    private long last;

    TreeMissing(int most) {
        this.most = most;
    }

    static TreeMissing bounded() {
        return new TreeMissing(MOST);
    }

    static TreeMissing unbounded() {
        return new TreeMissing(Integer.MAX_VALUE);
    }

    @Override
    public void seen(long number) {
        if (number > last) {
            for (long absent = last + 1; absent < number; absent++) {
                missing.add(absent);
                if (missing.size() > most) {
                    missing.pollFirst();
                }
            }
            last = number;
        } else {
            missing.remove(number);
        }
    }

    @Override
    public long[] missing() {
        return missing.stream().mapToLong(Long::longValue).toArray();
    }
}
