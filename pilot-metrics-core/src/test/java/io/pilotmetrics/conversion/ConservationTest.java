// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.conversion;

import static io.pilotmetrics.conversion.QueuedConversionSinkTest.order;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** offered = stored + not stored + queued at every moment, whatever a store does; replay one with {@code -Dseed=n}. */
@Timeout(120)
class ConservationTest {

    private final SinkLog log = new SinkLog();

    @AfterEach
    void closeLog() {
        log.close();
    }

    static LongStream seeds() {
        Long one = Long.getLong("seed");
        return one == null ? LongStream.range(0, 300) : LongStream.of(one);
    }

    /** Keeps, refuses, throws before or after it kept, errs; on the sink's thread alone. */
    private static final class Whimsical implements ConversionStore {
        private final Random random;
        private final Set<String> kept = new HashSet<>();
        private long refused;

        Whimsical(long seed) {
            random = new Random(seed);
        }

        @Override
        public void store(List<Conversion> batch, Refusals refusals) {
            assertThat(batch).isNotEmpty();
            switch (random.nextInt(6)) {
                case 0 -> throw new IllegalStateException();
                case 1 -> throw new StackOverflowError();
                case 2 -> {
                    int no = random.nextInt(batch.size() + 1);
                    batch.subList(no, batch.size()).forEach(this::keep);
                    refused += no;
                    refusals.refuse(no, new IllegalArgumentException());
                }
                default -> batch.forEach(this::keep);
            }
        }

        private void keep(Conversion conversion) {
            assertThat(kept.add(conversion.orderId())).as("stored once").isTrue();
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void counts_underRandomFailures_addUpOnSeveralThreads(long seed) throws Exception {
        Random random = new Random(seed);
        int threads = 1 + random.nextInt(4);
        int each = random.nextInt(400);
        int capacity = 1 + random.nextInt(200);
        Whimsical store = new Whimsical(seed);
        QueuedConversionSink sink = QueuedConversionSink.to(store)
                .capacity(capacity)
                .batch(1 + random.nextInt(capacity))
                .retries(random.nextInt(3))
                .backOff(Duration.ofNanos(1))
                .flushEvery(Duration.ofNanos(1 + random.nextInt(2_000_000)))
                .closeWithin(Duration.ofNanos(random.nextInt(4) == 0 ? 1 : 60_000_000_000L))
                .start();
        int closing = random.nextInt(3); // by the first thread in the middle, or at the end
        List<String> accepted = Collections.synchronizedList(new ArrayList<>());
        List<Throwable> wrong = Collections.synchronizedList(new ArrayList<>());
        CyclicBarrier together = new CyclicBarrier(threads);
        List<Thread> users = new ArrayList<>();
        for (int t = 0; t < threads; t++) {
            int from = t * each;
            Thread user = new Thread(() -> {
                try {
                    together.await();
                    for (int i = from; i < from + each; i++) {
                        if (sink.offer(order(i))) {
                            accepted.add("A-" + i);
                        }
                        long queued = sink.queued();
                        assertThat(queued).isBetween(0L, (long) capacity);
                        if (from == 0 && closing == 0 && i == each / 2) {
                            sink.close();
                        }
                    }
                } catch (Throwable e) {
                    wrong.add(e);
                }
            });
            users.add(user);
            user.start();
        }
        for (Thread user : users) {
            user.join();
        }
        sink.close();
        assertThat(sink.flush(Duration.ofMinutes(1))).isTrue(); // a batch that was in the store's hands
        assertThat(wrong).isEmpty();

        long offered = (long) threads * each;
        assertThat(sink.offered()).isEqualTo(offered);
        assertThat(sink.queued()).isZero();
        assertThat(sink.stored() + sink.notStored()).isEqualTo(offered);
        assertThat(sink.stored()).isEqualTo(store.kept.size());
        assertThat(store.kept).isSubsetOf(accepted);
        assertThat(sink.notStored()).isGreaterThanOrEqualTo(offered - accepted.size() + store.refused);
    }
}
