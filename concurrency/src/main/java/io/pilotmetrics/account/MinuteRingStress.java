// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.account;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJJ_Result;
import org.openjdk.jcstress.infra.results.JJ_Result;

/** Two threads on one cell of a ring of one place: minute 1 is taken over by minute 2. */
public class MinuteRingStress {

    private static long get(MinuteRing ring, long minute) {
        return ring.get(MinuteRing.RECEIVED, minute);
    }

    private static long add(MinuteRing ring, long minute) {
        return ring.add(MinuteRing.RECEIVED, minute) ? 1 : 0;
    }

    /** Both count the same minute in a cell that was an older one's. */
    @JCStressTest
    @State
    @Outcome(id = "0, 2", expect = ACCEPTABLE, desc = "both counted, the older minute is gone")
    @Outcome(expect = FORBIDDEN, desc = "lost, or counted for another minute")
    public static class SameMinute {
        private final MinuteRing ring = new MinuteRing(1, 1);

        public SameMinute() {
            add(ring, 1);
        }

        @Actor
        public void one() {
            add(ring, 2);
        }

        @Actor
        public void other() {
            add(ring, 2);
        }

        @Arbiter
        public void atRest(JJ_Result seen) {
            seen.r1 = get(ring, 1);
            seen.r2 = get(ring, 2);
        }
    }

    /** One still counts the old minute while another takes its cell over: no count of the old one falls into the new. */
    @JCStressTest
    @State
    @Outcome(id = "0, 0, 1", expect = ACCEPTABLE, desc = "too late, and told so")
    @Outcome(id = "1, 0, 1", expect = ACCEPTABLE, desc = "counted before it was taken over")
    @Outcome(expect = FORBIDDEN, desc = "lost, or counted for another minute")
    public static class TakenOver {
        private final MinuteRing ring = new MinuteRing(1, 1);

        public TakenOver() {
            add(ring, 1);
        }

        @Actor
        public void old(JJJ_Result seen) {
            seen.r1 = add(ring, 1);
        }

        @Actor
        public void young() {
            add(ring, 2);
        }

        @Arbiter
        public void atRest(JJJ_Result seen) {
            seen.r2 = get(ring, 1);
            seen.r3 = get(ring, 2);
        }
    }
}
