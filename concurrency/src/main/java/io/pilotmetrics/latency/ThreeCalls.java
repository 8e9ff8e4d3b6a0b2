// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.latency;

import io.pilotmetrics.snapshot.LatencySnapshot;
import java.util.concurrent.CountDownLatch;
import org.openjdk.jcstress.infra.results.III_Result;

/** A recorder, three calls to record in it (a short one, a longer one, one of less than no time) and what may be read meanwhile. */
final class ThreeCalls {

    private static final int PROCESSED = 0;
    private static final int RECEIVED = 1;
    private static final long SHORT = 500;
    private static final long LONGER = 2_000;

    private final Recorder recorder = new Recorder(2, SHORT, LONGER);

    /** Makes all threads that have no slot yet share stripes, from now on until this JVM ends. */
    static void takeAllSlots() {
        CountDownLatch taken = new CountDownLatch(Slots.OWNED);
        for (int i = 0; i < Slots.OWNED; i++) {
            Thread owner = new Thread(() -> {
                Slots.mine();
                taken.countDown();
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            owner.setDaemon(true);
            owner.start();
        }
        try {
            taken.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    void record() {
        record(SHORT);
        record(LONGER);
        record(-1);
    }

    private void record(long nanos) {
        Stripe mine = recorder.mine();
        mine.count(RECEIVED);
        mine.record(nanos);
        mine.count(PROCESSED);
    }

    void read(III_Result seen) {
        long processed = recorder.get(PROCESSED);
        LatencySnapshot first = recorder.latency();
        LatencySnapshot second = recorder.latency();
        long received = recorder.get(RECEIVED);
        seen.r1 |= faults(first)
                | faults(second)
                | bit(6, processed > first.count())
                | bit(7, second.count() < first.count())
                | bit(8, second.sumNanos() < first.sumNanos())
                | bit(9, second.count() > received);
        seen.r2 = (int) second.count();
    }

    void readAtRest(III_Result seen) {
        LatencySnapshot last = recorder.latency();
        seen.r1 |= faults(last)
                | bit(10, last.sumNanos() != SHORT + LONGER)
                | bit(11, last.minNanos() != 0 || last.maxNanos() != LONGER)
                | bit(12, recorder.get(PROCESSED) != 3 || recorder.get(RECEIVED) != 3);
        seen.r3 = (int) last.count();
    }

    /** What a snapshot may not show whatever runs. The calls come in order, so a count says which of them are in it. */
    private static int faults(LatencySnapshot seen) {
        long shorter = seen.thresholds().get(0).met();
        long within = seen.thresholds().get(1).met();
        long timed = seen.count() - seen.histogram().zeros();
        long longest = timed == 2 ? LONGER : timed == 1 ? SHORT : 0;
        return bit(0, shorter > within)
                | bit(1, within > seen.count())
                | bit(2, seen.sumNanos() < (timed == 2 ? SHORT : 0) + longest)
                | bit(3, seen.maxNanos() < longest)
                | bit(4, seen.count() > 0 && seen.minNanos() > SHORT)
                | bit(5, seen.negative() < seen.histogram().zeros());
    }

    private static int bit(int number, boolean fault) {
        return fault ? 1 << number : 0;
    }
}
