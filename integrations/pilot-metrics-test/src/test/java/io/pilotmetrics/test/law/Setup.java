// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.test.law;

import java.time.Duration;
import java.util.Random;

/** What a handler is told; each part may be left out. */
record Setup(
        boolean ids,
        boolean rules,
        boolean numbered,
        boolean midStream,
        long firstNumber,
        boolean guards,
        boolean conversions) {

    /** Ages in the cases are whole multiples of 5 s and less than 1 s besides: no age comes near either limit. */
    static final Duration WINDOW = Duration.ofMillis(62_500);

    /** Sources and epochs that a handler follows. */
    static final int MAX_SOURCES = 10_000;

    static final Duration GRACE = Duration.ofMillis(32_500);

    /** A latency objective's limit, which calls often hit to the nanosecond. */
    static final long LIMIT_NANOS = 1_000_000;

    static Setup random(Random random) {
        boolean midStream = random.nextInt(4) == 0;
        return new Setup(
                random.nextInt(10) > 0,
                random.nextInt(5) > 0,
                random.nextInt(5) > 0,
                midStream,
                random.nextBoolean() ? 1 : random.nextInt(3) * 7L,
                random.nextInt(5) > 0,
                random.nextInt(3) == 0);
    }
}
