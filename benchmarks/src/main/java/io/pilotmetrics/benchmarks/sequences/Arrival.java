// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.benchmarks.sequences;

import io.pilotmetrics.benchmarks.handler.Lead;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/** In which order which numbers of which sources arrive. */
public enum Arrival {
    /** All of one source, whoever asks: in order for one thread, nearly so for several. */
    ONE_SOURCE("1 source", 1, () -> {
        AtomicLong number = new AtomicLong();
        return thread -> {
            Lead lead = new Lead("shop-eu");
            return () -> numbered(lead, number.incrementAndGet());
        };
    }),
    /** A source for each thread. */
    OWN_SOURCES("a source each", 1, () -> thread -> {
        AtomicLong number = new AtomicLong();
        Lead lead = new Lead("shop-" + thread);
        return () -> numbered(lead, number.incrementAndGet());
    }),
    /** 10,000 sources in turn. */
    MANY_SOURCES("10,000 sources", 10_000, () -> Arrival::manySources),
    /** 1 % lost at random, 5 % late by up to 20 numbers. */
    LOSSY("1 % lost, 5 % out of order", 1_000_000, () -> thread -> lossy()),
    /** Every other number goes to another instance. */
    EVERY_OTHER("every other elsewhere", 1_000_000, () -> thread -> {
        AtomicLong number = new AtomicLong();
        Lead lead = new Lead("shop-eu");
        return () -> numbered(lead, number.addAndGet(2));
    });

    private static final int SOURCES = 10_000;

    private final String label;
    private final int before;

    @SuppressWarnings("ImmutableEnumChecker") // It makes what changes.
    private final Supplier<IntFunction<Supplier<Lead>>> factory;

    Arrival(String label, int before, Supplier<IntFunction<Supplier<Lead>>> factory) {
        this.label = label;
        this.before = before;
        this.factory = factory;
    }

    /**
     * Begins anew.
     *
     * @return gives each thread, by its index, what gives it its next event: one that it fills over and over
     */
    public IntFunction<Supplier<Lead>> begin() {
        return factory.get();
    }

    /**
     * How many events come before the first that is timed: each source is known then, and of those that may be missing many are.
     *
     * @return their number
     */
    public int before() {
        return before;
    }

    /**
     * How tables call it.
     *
     * @return its name
     */
    public String label() {
        return label;
    }

    private static Supplier<Lead> manySources(int thread) {
        Lead[] leads = new Lead[SOURCES];
        for (int i = 0; i < SOURCES; i++) {
            leads[i] = new Lead("shop-" + i);
        }
        int[] at = {0};
        return () -> {
            int mine = at[0];
            at[0] = mine + 1 == SOURCES ? 0 : mine + 1;
            Lead lead = leads[mine];
            return numbered(lead, lead.number + 1);
        };
    }

    private static Supplier<Lead> lossy() {
        int[] drawn = Losses.lossyAndUnordered(Losses.DRAWN);
        Lead lead = new Lead("shop-eu");
        long[] base = {0};
        int[] at = {0};
        return () -> {
            long number = base[0] + drawn[at[0]++];
            if (at[0] == drawn.length) {
                at[0] = 0;
                base[0] += Losses.DRAWN;
            }
            return numbered(lead, number);
        };
    }

    private static Lead numbered(Lead lead, long number) {
        lead.number = number;
        return lead;
    }
}
