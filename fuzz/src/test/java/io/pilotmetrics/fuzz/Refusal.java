// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.function.Function;

/** What every parser owes to input that nobody can trust. Memory is bounded by the heap of the JVM that runs this. */
final class Refusal {

    private static final int LONGEST_MESSAGE = 500;
    private static final Duration LONGEST_TIME = Duration.ofSeconds(5);

    private Refusal() {}

    /** Reads the bytes: a value whose text form is read back as the same text, or an IllegalArgumentException in a few words. */
    static <T> void orValue(byte[] bytes, Function<String, T> parse, Function<T, String> write) {
        long start = System.nanoTime();
        String written;
        try {
            written = write.apply(parse.apply(new String(bytes, UTF_8)));
        } catch (IllegalArgumentException e) {
            assertThat(e).isExactlyInstanceOf(IllegalArgumentException.class);
            assertThat(e.getMessage()).isNotBlank().hasSizeLessThanOrEqualTo(LONGEST_MESSAGE);
            return;
        } finally {
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LONGEST_TIME);
        }
        assertThat(write.apply(parse.apply(written))).isEqualTo(written);
    }
}
