// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.benchmarks.sequences;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotmetrics.benchmarks.handler.Lead;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SequencePeerTest {

    private static final int CALLS = 10_000;

    @ParameterizedTest
    @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void missing_isWhatIsLacking(SequencePeer peer) {
        for (Arrival arrival : Arrival.values()) {
            NumberedCall call = peer.wrap(lead -> lead.handled++);
            NumberBook book = peer.create();
            Supplier<Lead> arriving = arrival.begin().apply(0);
            TreeSet<Long> lacking = new TreeSet<>();
            String source = arriving.get().producer(); // its first number, or numbers, are lost
            long highest = 0;
            for (int i = 0; i < CALLS; i++) {
                Lead lead = arriving.get();
                call.accept(lead);
                book.seen(lead.producer(), lead.number());
                if (lead.producer().equals(source)) {
                    LongStream.range(highest + 1, lead.number()).forEach(lacking::add);
                    lacking.remove(lead.number());
                    highest = Math.max(highest, lead.number());
                }
            }
            long[] truth = lacking.stream().mapToLong(Long::longValue).toArray();
            assertThat(truth).as("%s", arrival).isNotEmpty();
            assertThat(call.missing(source)).as("%s", arrival).isEqualTo(truth);
            assertThat(call.count()).isEqualTo(CALLS);
            assertThat(book.missing(source)).as("%s", arrival).isEqualTo(truth);
            book.compact();
            assertThat(book.missing(source)).as("%s, compact", arrival).isEqualTo(truth);
        }
    }

    @ParameterizedTest
    @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void missing_amongTwoThreadsOfOneSource_isNothing(SequencePeer peer) throws Exception {
        NumberedCall call = peer.wrap(lead -> lead.handled++);
        IntFunction<Supplier<Lead>> arrivals = Arrival.ONE_SOURCE.begin();
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            List<Future<?>> running = List.of(
                    threads.submit(() -> drain(call, arrivals.apply(0))),
                    threads.submit(() -> drain(call, arrivals.apply(1))));
            for (Future<?> thread : running) {
                thread.get();
            }
        } finally {
            threads.shutdown();
        }
        assertThat(call.count()).isEqualTo(2 * CALLS);
        assertThat(call.missing("shop-eu")).isEmpty();
    }

    private static void drain(NumberedCall call, Supplier<Lead> arriving) {
        for (int i = 0; i < CALLS; i++) {
            call.accept(arriving.get());
        }
    }

    @ParameterizedTest
    @EnumSource(names = "NONE")
    void missing_whereNobodyKeepsNumbers_isNothing(SequencePeer peer) {
        NumberedCall call = peer.wrap(lead -> lead.handled++);
        drain(call, Arrival.EVERY_OTHER.begin().apply(0));
        assertThat(call.missing("shop-eu")).isEmpty();
        assertThat(call.count()).isEqualTo(CALLS);
    }

    @Test
    void treeBounded_givesUpTheLowest() {
        TreeMissing missing = new TreeMissing(2);
        missing.seen(5);
        assertThat(missing.missing()).isEqualTo(new long[] {3, 4});
    }

    @Test
    void lossyAndUnordered_isWhatItSays() {
        int[] drawn = Losses.lossyAndUnordered(100_000);
        assertThat(drawn).doesNotHaveDuplicates().contains(100_000);
        assertThat(drawn.length).isBetween(98_800, 99_200);
        int highest = 0;
        int late = 0;
        for (int number : drawn) {
            if (number < highest) {
                late++;
                assertThat(highest - number).isLessThanOrEqualTo(20);
            }
            highest = Math.max(highest, number);
        }
        assertThat(late).isBetween(4_000, 5_500);
        assertThat(Arrays.stream(drawn).max()).hasValue(100_000);
    }
}
