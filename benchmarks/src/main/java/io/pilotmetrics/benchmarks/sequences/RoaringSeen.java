// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.benchmarks.sequences;

import java.util.Arrays;
import org.roaringbitmap.RoaringBitmap;

/** The numbers that arrived, in a bitmap of 32-bit numbers. It keeps no times, and grows as long as numbers arrive. */
final class RoaringSeen implements SourceMap.Kept {

    private final RoaringBitmap seen = new RoaringBitmap();

    @Override
    public void seen(long number) {
        seen.add((int) number);
    }

    @Override
    public long[] missing() {
        RoaringBitmap missing = RoaringBitmap.flip(seen, 1, Integer.toUnsignedLong(seen.last()) + 1);
        return Arrays.stream(missing.toArray())
                .mapToLong(Integer::toUnsignedLong)
                .toArray();
    }

    @Override
    public void compact() {
        seen.runOptimize();
        seen.trim();
    }
}
