// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.latency;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.Arrays;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.JJJJ_Result;
import org.openjdk.jcstress.infra.results.JJ_Result;

/** Two writers on one stripe. */
public class SharedStripeStress {

    private static long buckets(Stripe stripe) {
        long[] buckets = OneDuration.buckets();
        stripe.addBucketsTo(buckets);
        return Arrays.stream(buckets).sum();
    }

    /** Plain counters, zeros, negatives and what met a limit. */
    @JCStressTest
    @State
    @Outcome(id = "6, 2, 2, 4", expect = ACCEPTABLE, desc = "all counted")
    @Outcome(expect = FORBIDDEN, desc = "lost")
    public static class Counters {
        private final Stripe stripe = new SharedStripe(1, new long[] {1_000});

        private void count() {
            stripe.add(0, 3);
            stripe.record(-1);
            stripe.record(1_000);
        }

        @Actor
        public void one() {
            count();
        }

        @Actor
        public void other() {
            count();
        }

        @Arbiter
        public void atRest(JJJJ_Result seen) {
            seen.r1 = stripe.get(0);
            seen.r2 = stripe.zeros();
            seen.r3 = stripe.negative();
            seen.r4 = stripe.met(0);
        }
    }

    /** Both bring the same octave's page, each another duration in it. */
    @JCStressTest
    @State
    @Outcome(id = "2, 2010, 1000, 1010", expect = ACCEPTABLE, desc = "all recorded")
    @Outcome(expect = FORBIDDEN, desc = "lost")
    public static class FirstPage {
        private final Stripe stripe = new SharedStripe(0, new long[0]);

        @Actor
        public void one() {
            stripe.record(1_000);
        }

        @Actor
        public void other() {
            stripe.record(1_010);
        }

        @Arbiter
        public void atRest(JJJJ_Result seen) {
            seen.r1 = buckets(stripe);
            seen.r2 = stripe.sum();
            seen.r3 = stripe.min();
            seen.r4 = stripe.max();
        }
    }

    /** Two durations that overflow a full sum, together by more than its sign could tell: it stays the largest number. */
    @JCStressTest
    @State
    @Outcome(id = "9223372036854775807, 9223372036854775807", expect = ACCEPTABLE, desc = "full, and stays it")
    @Outcome(expect = FORBIDDEN, desc = "wrapped")
    public static class FullSum {
        private final Stripe stripe = new SharedStripe(0, new long[0]);

        public FullSum() {
            stripe.record(Long.MAX_VALUE);
        }

        @Actor
        public void one(JJ_Result seen) {
            stripe.record((1L << 62) + 3);
            seen.r1 = stripe.sum();
        }

        @Actor
        public void other() {
            stripe.record((1L << 62) + 3);
        }

        @Arbiter
        public void atRest(JJ_Result seen) {
            seen.r2 = stripe.sum();
        }
    }

    /** What stands beside the buckets is read in the order that keeps it in step with them. */
    @JCStressTest
    @State
    @Outcome(id = "0, [012], 2", expect = ACCEPTABLE, desc = "nothing out of order")
    @Outcome(expect = FORBIDDEN, desc = "the bits of the first number say what is")
    public static class InStep {
        private final OneDuration calls = new OneDuration(new SharedStripe(0, OneDuration.limit()));

        @Actor
        public void writer() {
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
