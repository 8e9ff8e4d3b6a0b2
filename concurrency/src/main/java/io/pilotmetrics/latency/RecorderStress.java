// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.latency;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;

/** Whole recorders: each actor is a thread, which takes the stripe that it is given. */
public class RecorderStress {

    private static final int PROCESSED = 0;
    private static final int RECEIVED = 1;

    /** An event that its thread ends itself. */
    @JCStressTest
    @State
    @Outcome(id = "0, [012]", expect = ACCEPTABLE, desc = "none ended")
    @Outcome(id = "1, [12]", expect = ACCEPTABLE, desc = "one ended")
    @Outcome(id = "2, 2", expect = ACCEPTABLE, desc = "both ended")
    @Outcome(expect = FORBIDDEN, desc = "ended, but not received")
    public static class Order {
        private final Recorder recorder = new Recorder(2);

        @Actor
        public void thread() {
            for (int i = 0; i < 2; i++) {
                recorder.mine().count(RECEIVED);
                recorder.mine().count(PROCESSED);
            }
        }

        @Actor
        public void reader(II_Result seen) {
            seen.r1 = (int) recorder.get(PROCESSED);
            seen.r2 = (int) recorder.get(RECEIVED);
        }
    }

    /** An event that one thread receives and ends another's: two stripes, and the edge by which it is handed on. */
    @JCStressTest
    @State
    @Outcome(id = "0, [01]", expect = ACCEPTABLE, desc = "not ended")
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "handed on and ended")
    @Outcome(expect = FORBIDDEN, desc = "ended, but not received")
    public static class HandedOn {
        private final Stripe receiver = new OwnedStripe(1, new long[0]);
        private final Stripe worker = new OwnedStripe(1, new long[0]);
        private volatile @Nullable Object queue;

        /** Both threads in one actor, as there may be but two processors. */
        @Actor
        public void threads() {
            receiver.count(0);
            queue = this;
            if (queue != null) {
                worker.count(0);
            }
        }

        @Actor
        public void reader(II_Result seen) {
            seen.r1 = (int) worker.get(0);
            seen.r2 = (int) receiver.get(0);
        }
    }

    /** A slot whose owner has ended, taken over by a thread that goes on from what that one counted. */
    @JCStressTest
    @State
    @Outcome(id = "[012], 2", expect = ACCEPTABLE, desc = "nothing lost")
    @Outcome(expect = FORBIDDEN, desc = "the second owner did not see what the first had counted")
    public static class SlotTakenOver {
        private final Recorder recorder = new Recorder(1);

        @Actor
        public void owners() {
            for (int i = 0; i < 2; i++) { // each takes the first slot that is free, which is the same
                Thread owner = new Thread(() -> recorder.mine().count(0));
                owner.start();
                try {
                    owner.join();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
        }

        @Actor
        public void reader(II_Result seen) {
            seen.r1 = (int) recorder.get(0);
        }

        @Arbiter
        public void atRest(II_Result seen) {
            seen.r2 = (int) recorder.get(0);
        }
    }

    /** Snapshots while a thread that owns its stripe records. */
    @JCStressTest
    @State
    @Outcome(id = "0, [0123], 3", expect = ACCEPTABLE, desc = "nothing out of order")
    @Outcome(expect = FORBIDDEN, desc = "the bits of the first number say what is")
    public static class OwnedSnapshot {
        private final ThreeCalls calls = new ThreeCalls();

        @Actor
        public void thread() {
            calls.record();
        }

        @Actor
        public void reader(III_Result seen) {
            calls.read(seen);
        }

        @Arbiter
        public void atRest(III_Result seen) {
            calls.readAtRest(seen);
        }
    }

    /** The same for a thread that found no slot. */
    @JCStressTest
    @State
    @Outcome(id = "0, [0123], 3", expect = ACCEPTABLE, desc = "nothing out of order")
    @Outcome(expect = FORBIDDEN, desc = "the bits of the first number say what is")
    public static class SharedSnapshot {
        static {
            Slots.mine(); // not a thread that records: it may have one
            ThreeCalls.takeAllSlots();
        }

        private final ThreeCalls calls = new ThreeCalls();

        @Actor
        public void thread() {
            calls.record();
        }

        @Actor
        public void reader(III_Result seen) {
            calls.read(seen);
        }

        @Arbiter
        public void atRest(III_Result seen) {
            calls.readAtRest(seen);
        }
    }
}
