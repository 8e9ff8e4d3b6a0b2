// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotmetrics.snapshot.LedgerSnapshot;
import io.pilotmetrics.snapshot.NumberRanges;
import io.pilotmetrics.snapshot.StatedNumbers;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StatedNumbersTest {

    record Event(String source, long number) {}

    private final PilotMetrics pilot =
            PilotMetrics.builder("p").clock(new ManualTime()).build();

    @AfterEach
    void close() {
        pilot.close();
    }

    private LedgerSnapshot ledger(boolean midStream, long... numbers) {
        HandlerBuilder<Event> builder = pilot.handler("h", Event.class).sequence(Event::source, Event::number);
        Handler<Event> handler = (midStream ? builder.joinMidStream() : builder).register();
        for (long number : numbers) {
            handler.run(new Event("shop", number), event -> {});
        }
        return handler.snapshot().ledger();
    }

    @Test
    void numbers_thatDidNotArrive_areNamed_theTailToo() {
        LedgerSnapshot ledger = ledger(false, 1, 2, 5);
        assertThat(StatedNumbers.of(ledger, "shop", 0, NumberRanges.of(2, 7)))
                .isEqualTo(new StatedNumbers(NumberRanges.of(3, 4).plus(NumberRanges.of(6, 7)), NumberRanges.EMPTY));
        assertThat(StatedNumbers.of(ledger, "other", 0, NumberRanges.of(1, 2)).missing())
                .isEqualTo(NumberRanges.of(1, 2));
        assertThat(StatedNumbers.of(ledger, "shop", 1, NumberRanges.of(1, 2)).missing())
                .isEqualTo(NumberRanges.of(1, 2));
    }

    @Test
    void numbers_beforeItJoined_areUndetermined() {
        LedgerSnapshot ledger = ledger(true, 10, 12);
        assertThat(StatedNumbers.of(ledger, "shop", 0, NumberRanges.of(8, 13)))
                .isEqualTo(new StatedNumbers(
                        NumberRanges.of(11, 11).plus(NumberRanges.of(13, 13)), NumberRanges.of(8, 9)));
    }

    @Test
    void source_thatMayBeBeyondTheBound_isUndetermined() {
        LedgerSnapshot ledger = new LedgerSnapshot(java.util.List.of(), 3);
        assertThat(StatedNumbers.of(ledger, "shop", 0, NumberRanges.of(1, 2)))
                .isEqualTo(new StatedNumbers(NumberRanges.EMPTY, NumberRanges.of(1, 2)));
    }

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 100);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void missing_anyLoss_isWhatTheSenderKnowsToBeLost(long seed) {
        Random random = new Random(seed);
        Set<Long> lost = new TreeSet<>();
        int last = 1 + random.nextInt(60);
        long[] arrived = LongStream.rangeClosed(1, last)
                .filter(number -> random.nextInt(4) > 0 || !lost.add(number))
                .toArray();
        NumberRanges missing = StatedNumbers.of(ledger(false, arrived), "shop", 0, NumberRanges.of(1, last))
                .missing();
        assertThat(LongStream.rangeClosed(0, last + 1).filter(missing::contains).boxed())
                .containsExactlyElementsOf(lost);
    }
}
