// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.benchmarks.handler;

import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** Who wraps a call that returns a stage. */
public enum StagePeer {
    /** Ours. */
    PILOT_METRICS("pilot-metrics", PilotStage::new),
    /** The least that anybody needs who wants to see the end: one {@code whenComplete}. */
    WHEN_COMPLETE("bare whenComplete", BareWhenComplete::new),
    /** A Micrometer Timer stopped in {@code whenComplete}. */
    MICROMETER("Micrometer Timer, histogram", MicrometerStage::new),
    /** Resilience4j's timer as decorator. */
    RESILIENCE4J("Resilience4j Timer", ResilienceStage::new),
    /** The bare call. */
    BASELINE("baseline", BareStage::new);

    private final String label;

    @SuppressWarnings("ImmutableEnumChecker") // It is a constructor or a static method.
    private final Function<Function<Lead, CompletableFuture<Long>>, WrappedStage> factory;

    StagePeer(String label, Function<Function<Lead, CompletableFuture<Long>>, WrappedStage> factory) {
        this.label = label;
        this.factory = factory;
    }

    /**
     * A new wrapper that nobody shares.
     *
     * @param code the user's code
     * @return the wrapper
     */
    public WrappedStage wrap(Function<Lead, CompletableFuture<Long>> code) {
        return factory.apply(code);
    }

    /**
     * How tables call it.
     *
     * @return its name
     */
    public String label() {
        return label;
    }
}
