// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.benchmarks.handler;

import static io.pilotmetrics.objective.Objectives.latency;

import io.pilotmetrics.Handler;
import io.pilotmetrics.PilotMetrics;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Ours. */
final class PilotStage implements WrappedStage {

    private final Handler<Lead> handler = PilotMetrics.create("benchmark")
            .handler("lead.ingest", Lead.class)
            .objective(latency().p95().atMost(Duration.ofMillis(200)))
            .register();
    private final Function<Lead, CompletableFuture<Long>> tracked;

    PilotStage(Function<Lead, CompletableFuture<Long>> code) {
        tracked = handler.stage(code);
    }

    @Override
    public CompletionStage<Long> apply(Lead lead) {
        return tracked.apply(lead);
    }

    @Override
    public long count() {
        return handler.snapshot().latency().histogram().count();
    }
}
