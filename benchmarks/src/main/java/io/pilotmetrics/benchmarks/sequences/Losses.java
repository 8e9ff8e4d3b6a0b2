// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.benchmarks.sequences;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Numbers of a source as they arrive, drawn with a fixed seed. */
public final class Losses {

    /** How many numbers are drawn for a source that then goes on in the same way. */
    static final int DRAWN = 1 << 17;

    private static final long SEED = 7;
    private static final int LATEST = 20;

    private Losses() {}

    /**
     * Draws which numbers arrive; the highest always does.
     *
     * @param numbers how many are sent, beginning with 1
     * @param lost which share of them does not arrive
     * @param seed makes sources differ
     * @return those that arrive, in order
     */
    public static int[] random(int numbers, double lost, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return IntStream.rangeClosed(1, numbers)
                .filter(number -> random.nextDouble() >= lost || number == numbers)
                .toArray();
    }

    /** The same with 1 % lost, and of what arrives 5 % late by up to 20 numbers. */
    static int[] lossyAndUnordered(int numbers) {
        int[] arriving = random(numbers, 0.01, SEED);
        SplittableRandom random = new SplittableRandom(SEED);
        long[] byArrival = Arrays.stream(arriving)
                .mapToLong(number ->
                        (number + (random.nextInt(20) == 0 ? 1L + random.nextInt(LATEST) : 0L)) << 32 | number)
                .sorted()
                .toArray();
        return Arrays.stream(byArrival).mapToInt(arrival -> (int) arrival).toArray();
    }
}
