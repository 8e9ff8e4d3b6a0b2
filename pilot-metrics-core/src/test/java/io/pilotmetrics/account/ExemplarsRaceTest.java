// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExemplarsRaceTest {

    private static final int INTERVALS = 500_000;
    private static final int THREADS = 2;

    /** Both threads run through the same times, neck and neck: whoever asks makes the range due an interval later, for the other too. */
    @Test
    void callsThatEndAtOneTime_askOnce() throws InterruptedException {
        AtomicInteger asked = new AtomicInteger();
        Exemplars exemplars = new Exemplars(
                nanos -> {
                    asked.incrementAndGet();
                    return null;
                },
                new Owed(),
                0);
        CyclicBarrier together = new CyclicBarrier(THREADS);
        List<Thread> threads = IntStream.range(0, THREADS)
                .mapToObj(i -> new Thread(() -> {
                    for (int interval = 0; interval < INTERVALS; interval++) {
                        if (interval % 1_000 == 0) {
                            await(together);
                        }
                        exemplars.callEnded(1, interval * Exemplars.INTERVAL_NANOS);
                    }
                }))
                .toList();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(asked.get()).isBetween(1, INTERVALS);
    }

    private static void await(CyclicBarrier together) {
        try {
            together.await();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
