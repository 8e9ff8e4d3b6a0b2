// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.benchmarks.handler;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;

/** One {@code whenComplete} whose callback is made once and counts. */
final class BareWhenComplete implements WrappedStage {

    private final Function<Lead, CompletableFuture<Long>> code;
    private final LongAdder ended = new LongAdder();

    BareWhenComplete(Function<Lead, CompletableFuture<Long>> code) {
        this.code = code;
    }

    @Override
    public CompletionStage<Long> apply(Lead lead) {
        return code.apply(lead).whenComplete((receipt, thrown) -> ended.increment());
    }

    @Override
    public long count() {
        return ended.sum();
    }
}
