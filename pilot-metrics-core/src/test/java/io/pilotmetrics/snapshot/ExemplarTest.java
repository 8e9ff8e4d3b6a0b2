// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExemplarTest {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String SPAN = "b7ad6b7169203331";

    private static Exemplar exemplar(long nanos, long second, int span) {
        return new Exemplar(nanos, Instant.ofEpochSecond(second), TRACE, String.format("%016x", span));
    }

    private static Readings readings(List<Exemplar> exemplars) {
        return Readings.of(Duration.ofSeconds(1), Counts.NONE, LatencySnapshot.EMPTY)
                .exemplars(exemplars);
    }

    static IntStream bounds() {
        return IntStream.range(0, Exemplar.RANGES - 1);
    }

    /** Each bound of the classic histograms, 2^(k/2) s for k from -18 to 5, is the last of its range. */
    @ParameterizedTest
    @MethodSource("bounds")
    void range_endsAtEachBoundOfClassicHistograms(int bound) {
        int k = bound - 18;
        BigDecimal nanos = BigDecimal.TEN.pow(9).multiply(BigDecimal.valueOf(Math.scalb(1.0, Math.floorDiv(k, 2))));
        if (Math.floorMod(k, 2) == 1) {
            nanos = nanos.multiply(BigDecimal.valueOf(2).sqrt(new MathContext(40)));
        }
        long last = nanos.longValue();
        assertThat(Exemplar.range(last)).isEqualTo(bound);
        assertThat(Exemplar.range(last + 1)).isEqualTo(bound + 1);
    }

    @Test
    void range_ofExtremes() {
        assertThat(Stream.of(Long.MIN_VALUE, -1L, 0L, 1L).map(Exemplar::range)).containsOnly(0);
        assertThat(Exemplar.range(Long.MAX_VALUE)).isEqualTo(Exemplar.RANGES - 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0af7651916cd43dd8448eb211c80319",
                "0af7651916cd43dd8448eb211c80319c0",
                "0AF7651916CD43DD8448EB211C80319C",
                "0af7651916cd43dd8448eb211c80319g",
                "00000000000000000000000000000000"
            })
    void traceId_thatIsNone_isRefused(String trace) {
        assertThatThrownBy(() -> new Exemplar(1, Instant.EPOCH, trace, SPAN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("an exemplar needs a trace id of 32 digits of lower-case hexadecimal, not all zero, got \""
                        + trace + "\"; leave out exemplars of calls that no span was current for");
    }

    @ParameterizedTest
    @ValueSource(strings = {"b7ad6b716920333", "b7ad6b71692033311", "b7ad6b716920333/", "0000000000000000"})
    void spanId_thatIsNone_isRefused(String span) {
        assertThatThrownBy(() -> new Exemplar(1, Instant.EPOCH, TRACE, span))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a span id of 16 digits");
    }

    @Test
    void duration_belowZero_isRefused() {
        assertThatThrownBy(() -> new Exemplar(-1, Instant.EPOCH, TRACE, SPAN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "an exemplar needs a duration of 0 or more, got -1 ns; write 0 for a call whose clock went back");
    }

    @Test
    void readings_keepTheNewestOfEachRange_inOrderOfDuration() {
        Exemplar slow = exemplar(7_000_000_000L, 1, 1);
        Exemplar older = exemplar(3_000_000, 2, 2);
        Exemplar newer = exemplar(3_100_000, 3, 3);
        assertThat(readings(List.of(slow, newer, older)).exemplars()).containsExactly(newer, slow);
    }

    @Test
    void readings_ofTwoInstances_keepTheNewestOfBoth() {
        Exemplar slow = exemplar(7_000_000_000L, 1, 1);
        Exemplar older = exemplar(3_000_000, 2, 2);
        Exemplar newer = exemplar(3_100_000, 3, 3);
        assertThat(readings(List.of(slow, older)).plus(readings(List.of(newer))).exemplars())
                .containsExactly(newer, slow);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void readings_mergeInAnyOrderAndGrouping(long seed) {
        Random random = new Random(seed);
        List<Readings> three = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            three.add(readings(random.ints(20, 0, 6)
                    .mapToObj(n -> exemplar(1_000_000L * n * n, random.nextInt(3), 1 + random.nextInt(3)))
                    .toList()));
        }
        Readings a = three.get(0);
        Readings b = three.get(1);
        Readings c = three.get(2);
        assertThat(a.plus(b).plus(c).exemplars())
                .isEqualTo(c.plus(b).plus(a).exemplars())
                .isEqualTo(a.plus(b.plus(c)).exemplars());
    }
}
