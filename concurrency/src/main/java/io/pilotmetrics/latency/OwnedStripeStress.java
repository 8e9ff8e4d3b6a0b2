// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.latency;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.pilotmetrics.snapshot.BucketLayout;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.JJJ_Result;

/** One writer, one reader, one stripe. */
public class OwnedStripeStress {

    /** Both halves of a count change at once, and a later reading is not less than an earlier one. */
    @JCStressTest
    @State
    @Outcome(id = "0, (0|4294967297|8589934594), 8589934594", expect = ACCEPTABLE, desc = "first before all")
    @Outcome(id = "4294967297, (4294967297|8589934594), 8589934594", expect = ACCEPTABLE, desc = "first between")
    @Outcome(id = "8589934594, 8589934594, 8589934594", expect = ACCEPTABLE, desc = "first after all")
    @Outcome(expect = FORBIDDEN, desc = "torn, backwards or lost")
    public static class Counting {
        private static final long BOTH_HALVES = 0x1_0000_0001L;
        private final Stripe stripe = new OwnedStripe(1, new long[0]);

        @Actor
        public void owner() {
            stripe.add(0, BOTH_HALVES);
            stripe.add(0, BOTH_HALVES);
        }

        @Actor
        public void reader(JJJ_Result seen) {
            seen.r1 = stripe.get(0);
            seen.r2 = stripe.get(0);
        }

        @Arbiter
        public void atRest(JJJ_Result seen) {
            seen.r3 = stripe.get(0);
        }
    }

    /**
     * The buckets grow upwards, then downwards, while they are read. Each of the three durations has an octave of its own, so
     * what a reader sees is as many of the first as had been recorded when it took the piece: 1, 3 or 7 as bits.
     */
    @JCStressTest
    @State
    @Outcome(id = "0, [0137], 7", expect = ACCEPTABLE, desc = "none, then a prefix")
    @Outcome(id = "1, [137], 7", expect = ACCEPTABLE, desc = "one, then a prefix no shorter")
    @Outcome(id = "3, [37], 7", expect = ACCEPTABLE, desc = "two, then a prefix no shorter")
    @Outcome(id = "7, 7, 7", expect = ACCEPTABLE, desc = "all")
    @Outcome(expect = FORBIDDEN, desc = "a hole, or less than before, or lost")
    public static class Growth {
        /** The first is the first of its octave: the sooner it is read from a new piece, the likelier is a hole seen. */
        private static final long[] DURATIONS = {BucketLayout.upperBoundNanos(-640), 4_000, 1};

        private final Stripe stripe = new OwnedStripe(0, new long[0]);

        @Actor
        public void owner() {
            for (long nanos : DURATIONS) {
                stripe.record(nanos);
            }
        }

        @Actor
        public void reader(III_Result seen) {
            seen.r1 = recorded();
            seen.r2 = recorded();
        }

        @Arbiter
        public void atRest(III_Result seen) {
            seen.r3 = recorded();
        }

        private int recorded() {
            return OneDuration.bits(stripe, DURATIONS);
        }
    }

    /** What stands beside the buckets is read in the order that keeps it in step with them. */
    @JCStressTest
    @State
    @Outcome(id = "0, [012], 2", expect = ACCEPTABLE, desc = "nothing out of order")
    @Outcome(expect = FORBIDDEN, desc = "the bits of the first number say what is")
    public static class InStep {
        private final OneDuration calls = new OneDuration(new OwnedStripe(0, OneDuration.limit()));

        @Actor
        public void owner() {
            calls.record();
        }

        @Actor
        public void reader(III_Result seen) {
            calls.read(seen);
        }

        @Arbiter
        public void atRest(III_Result seen) {
            seen.r3 = calls.count();
        }
    }
}
