// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.benchmarks.sequences;

import java.util.Arrays;
import org.roaringbitmap.RoaringBitmap;

/** The highest number, and those missing below it in a bitmap of 32-bit numbers. It keeps no times. */
final class RoaringMissing implements SourceMap.Kept {

    private final RoaringBitmap missing = new RoaringBitmap();
    private long last;

    @Override
    public void seen(long number) {
        if (number > last) {
            if (number > last + 1) {
                missing.add(last + 1, number);
            }
            last = number;
        } else {
            missing.remove((int) number);
        }
    }

    @Override
    public long[] missing() {
        return Arrays.stream(missing.toArray())
                .mapToLong(Integer::toUnsignedLong)
                .toArray();
    }

    @Override
    public void compact() {
        missing.runOptimize();
        missing.trim();
    }
}
