// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotmetrics.snapshot.NumberRanges.Run;
import io.pilotmetrics.snapshot.SourceLedger.Arrivals;
import io.pilotmetrics.snapshot.SourceLedger.Missing;
import io.pilotmetrics.snapshot.SourceLedger.Tail;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Merging is associative and commutative, whatever the ledgers know. */
class LedgerMergeTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    static LongStream seeds() {
        return LongStream.range(0, 1_000);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void plus_inAnyOrderAndGrouping_isTheSame(long seed) {
        Random random = new Random(seed);
        List<LedgerSnapshot> views = new ArrayList<>();
        for (int i = 2 + random.nextInt(3); i > 0; i--) {
            views.add(view(random));
        }
        LedgerSnapshot first = views.stream().reduce(LedgerSnapshot::plus).orElseThrow();
        assertThat(first.sources()).allMatch(SourceLedger::lawHolds);
        for (int order = 0; order < 6; order++) {
            Collections.shuffle(views, random);
            assertThat(views.stream().reduce(LedgerSnapshot::plus).orElseThrow())
                    .isEqualTo(first);
            LedgerSnapshot fromTheRight = views.get(views.size() - 1);
            for (int i = views.size() - 2; i >= 0; i--) {
                fromTheRight = views.get(i).plus(fromTheRight);
            }
            assertThat(fromTheRight).isEqualTo(first);
        }
    }

    private static LedgerSnapshot view(Random random) {
        List<SourceLedger> sources = new ArrayList<>();
        for (String name : List.of("a", "b")) {
            if (random.nextInt(3) > 0) {
                sources.add(source(random, name));
            }
        }
        return new LedgerSnapshot(
                sources, random.nextInt(3), random.nextInt(3) == 0 ? NOON.plusSeconds(random.nextInt(3)) : null);
    }

    private static SourceLedger source(Random random, String name) {
        List<List<Run>> kinds =
                List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        long last = random.nextInt(30);
        boolean seen = random.nextInt(4) > 0;
        for (long number = 1; number <= last; number++) {
            kinds.get(seen ? random.nextInt(5) : 1 + random.nextInt(4)).add(new Run(number, number));
        }
        if (random.nextInt(4) == 0) {
            kinds.get(4).add(new Run(last + 1, Long.MAX_VALUE));
        }
        return new SourceLedger(
                name,
                0,
                1,
                last,
                new Arrivals(kinds.get(0).size(), random.nextInt(3), random.nextInt(3), random.nextInt(3)),
                new Missing(
                        Gaps.of(NumberRanges.of(kinds.get(1))),
                        Gaps.of(NumberRanges.of(kinds.get(2))),
                        NumberRanges.of(kinds.get(3)),
                        NumberRanges.of(kinds.get(4))),
                new Tail(
                        random.nextInt(30) - 1L,
                        seen ? last : -1,
                        seen ? NOON.plusSeconds(random.nextInt(3)) : null,
                        seen ? NOON.plusSeconds(random.nextInt(3)) : null,
                        null));
    }
}
