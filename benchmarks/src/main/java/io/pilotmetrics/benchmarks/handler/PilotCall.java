// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.benchmarks.handler;

import static io.pilotmetrics.objective.Objectives.latency;

import io.pilotmetrics.CurrentSpan;
import io.pilotmetrics.Handler;
import io.pilotmetrics.HandlerBuilder;
import io.pilotmetrics.PilotMetrics;
import io.pilotmetrics.snapshot.HandlerSnapshot;
import java.time.Duration;
import java.util.function.Consumer;

/** Ours, without exemplars but where a span is given. */
final class PilotCall implements WrappedCall {

    private final Handler<Lead> handler;
    private final Consumer<Lead> tracked;

    PilotCall(Ids ids, Consumer<Lead> code) {
        this(ids, CurrentSpan.NONE, code);
    }

    PilotCall(Ids ids, CurrentSpan span, Consumer<Lead> code) {
        HandlerBuilder<Lead> builder = PilotMetrics.builder("benchmark")
                .exemplars(span)
                .build()
                .handler("lead.ingest", Lead.class)
                .objective(latency().p95().atMost(Duration.ofMillis(200)));
        if (ids != Ids.NONE) {
            builder.maxIds(Ids.REMEMBERED)
                    .sequence(Lead::producer, Lead::epoch, Lead::number)
                    .malformedIf("missing_email", lead -> lead.email() == null);
        }
        switch (ids) {
            case NONE -> {}
            case NUMBER -> builder.longId(Lead::id);
            case TEXT -> builder.id(Lead::text);
        }
        handler = builder.register();
        tracked = handler.consumer(code);
    }

    @Override
    public void accept(Lead lead) {
        tracked.accept(lead);
    }

    @Override
    public long count() {
        return handler.snapshot().latency().histogram().count();
    }

    /** All that was counted. */
    HandlerSnapshot snapshot() {
        return handler.snapshot();
    }
}
