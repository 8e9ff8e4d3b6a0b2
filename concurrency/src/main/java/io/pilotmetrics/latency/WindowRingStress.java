// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.latency;

import static java.util.Objects.requireNonNull;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.pilotmetrics.snapshot.Counts;
import io.pilotmetrics.snapshot.Levels;
import io.pilotmetrics.snapshot.Readings;
import java.time.Duration;
import java.util.Map;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJJJ_Result;

/** What was counted goes from the recorder into the windows once, whoever reads them while the ticker closes a slice. */
public class WindowRingStress {

    private static final String CALLS = "calls";

    /** An account in small: a recorder, and a ring that reads it. */
    static final class Book implements WindowRing.Account {
        private final Recorder recorder = new Recorder(1);
        private final WindowRing ring = new WindowRing(this);

        void record() {
            Stripe mine = recorder.mine();
            mine.record(1_000);
            mine.count(0);
        }

        @Override
        public WindowRing.State state() {
            Counts counts = Counts.of(Map.of(CALLS, recorder.get(0)));
            return new WindowRing.State(idle(), counts, recorder.latency(), 0, Levels.NONE);
        }

        @Override
        public long stamp() {
            return recorder.sum(0, 1);
        }

        @Override
        public long idle() {
            return System.nanoTime();
        }

        void tick() {
            ring.tick();
        }

        /** The calls of the last minute, which are all; or -1 where the window and the whole differ. */
        long calls() {
            WindowRing.Reading read = ring.read();
            Readings minute = requireNonNull(read.windows().get(Duration.ofMinutes(1)));
            boolean same = minute.counts().equals(read.now().counts())
                    && minute.latency().histogram().equals(read.now().latency().histogram())
                    && minute.latency().sumNanos() == read.now().latency().sumNanos()
                    && !minute.span().isNegative();
            return same ? minute.latency().count() : -1;
        }
    }

    /** A thread reads the windows twice, after it has recorded one call of two, while the ticker closes a slice. */
    @JCStressTest
    @State
    @Outcome(id = "1, [12], 2, 2", expect = ACCEPTABLE, desc = "each once; the other call seen or not yet")
    @Outcome(id = "2, 2, 2, 2", expect = ACCEPTABLE, desc = "each once")
    @Outcome(expect = FORBIDDEN, desc = "lost, doubled or backwards")
    public static class TickAndReading {
        private final Book book = new Book();

        @Actor
        public void ticker() {
            book.record();
            book.tick();
        }

        @Actor
        public void reader(JJJJ_Result seen) {
            book.record();
            seen.r1 = book.calls();
            seen.r2 = book.calls();
        }

        @Arbiter
        public void atRest(JJJJ_Result seen) {
            seen.r3 = book.calls();
            book.tick();
            seen.r4 = book.calls();
        }
    }

    /** Two tickers, as a clock moved by several hands brings them. */
    @JCStressTest
    @State
    @Outcome(id = "1, [12], 2, 2", expect = ACCEPTABLE, desc = "each once; the other call seen or not yet")
    @Outcome(id = "2, [12], 2, 2", expect = ACCEPTABLE, desc = "each once")
    @Outcome(expect = FORBIDDEN, desc = "lost, doubled or backwards")
    public static class TwoTicks {
        private final Book book = new Book();

        @Actor
        public void one(JJJJ_Result seen) {
            book.record();
            book.tick();
            seen.r1 = book.calls();
        }

        @Actor
        public void other(JJJJ_Result seen) {
            book.record();
            book.tick();
            seen.r2 = book.calls();
        }

        @Arbiter
        public void atRest(JJJJ_Result seen) {
            seen.r3 = book.calls();
            book.tick();
            seen.r4 = book.calls();
        }
    }
}
