// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.benchmarks.handler;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** The baseline. */
final class BareStage implements WrappedStage {

    private final Function<Lead, CompletableFuture<Long>> code;

    BareStage(Function<Lead, CompletableFuture<Long>> code) {
        this.code = code;
    }

    @Override
    public CompletionStage<Long> apply(Lead lead) {
        return code.apply(lead);
    }

    @Override
    public long count() {
        return 0;
    }
}
