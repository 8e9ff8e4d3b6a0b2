// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.benchmarks;

import java.util.Random;

/** Log-normal latencies, drawn beforehand: median 20 ms, one in a thousand above 430 ms. */
public final class Latencies {

    /** How many are drawn, a power of two. */
    public static final int DRAWN = 4_096;

    private static final long SEED = 20_261_125;
    private static final double MEDIAN_NANOS = 20e6;

    private Latencies() {}

    /**
     * Draws them; always the same ones.
     *
     * @return {@link #DRAWN} latencies in nanoseconds
     */
    public static long[] draw() {
        Random random = new Random(SEED);
        long[] latencies = new long[DRAWN];
        for (int i = 0; i < DRAWN; i++) {
            latencies[i] = (long) (MEDIAN_NANOS * Math.exp(random.nextGaussian()));
        }
        return latencies;
    }
}
