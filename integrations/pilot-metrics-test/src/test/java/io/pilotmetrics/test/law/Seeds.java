// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.test.law;

import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Which seeds run: all of a range in chunks, or the one that {@code -Dpilot.law.seed=N} replays. */
final class Seeds {

    static final String REPLAY = "pilot.law.seed";

    private Seeds() {}

    static Stream<Arguments> chunks(long cases, long chunk) {
        Long replayed = Long.getLong(REPLAY);
        if (replayed != null) {
            return Stream.of(Arguments.of(replayed, replayed));
        }
        return LongStream.range(0, cases / chunk).mapToObj(i -> Arguments.of(i * chunk, (i + 1) * chunk - 1));
    }

    /** What failed, how to see it again, and the steps that led there. */
    static AssertionError failure(long seed, Throwable cause, String trace) {
        return new AssertionError(
                "seed " + seed + " (replay it with -D" + REPLAY + "=" + seed + "): " + cause.getMessage() + "\n"
                        + trace,
                cause);
    }
}
