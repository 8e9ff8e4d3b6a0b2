// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.benchmarks.sequences;

import static io.pilotmetrics.objective.Objectives.latency;

import io.pilotmetrics.Handler;
import io.pilotmetrics.HandlerBuilder;
import io.pilotmetrics.PilotMetrics;
import io.pilotmetrics.benchmarks.handler.Lead;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;

/** A call that our library wraps, with one latency objective, neither ids nor rules; and somebody who keeps its event's number. */
public final class NumberedCall {

    private final Handler<Lead> handler;
    private final Consumer<Lead> accept;
    private final Function<String, long[]> missing;

    private NumberedCall(Handler<Lead> handler, Consumer<Lead> accept, Function<String, long[]> missing) {
        this.handler = handler;
        this.accept = accept;
        this.missing = missing;
    }

    static NumberedCall ofOurs(Consumer<Lead> code) {
        Handler<Lead> handler =
                builder().sequence(Lead::producer, Lead::epoch, Lead::number).register();
        return new NumberedCall(
                handler,
                handler.consumer(code),
                source -> PilotBook.missing(handler.snapshot().ledger(), source));
    }

    static NumberedCall ofNobody(Consumer<Lead> code) {
        Handler<Lead> handler = builder().register();
        return new NumberedCall(handler, handler.consumer(code), source -> new long[0]);
    }

    static NumberedCall of(NumberBook book, Consumer<Lead> code) {
        Handler<Lead> handler = builder().register();
        Consumer<Lead> tracked = handler.consumer(code);
        return new NumberedCall(
                handler,
                lead -> {
                    book.seen(lead.producer(), lead.number());
                    tracked.accept(lead);
                },
                book::missing);
    }

    private static HandlerBuilder<Lead> builder() {
        return PilotMetrics.create("benchmark")
                .handler("lead.ingest", Lead.class)
                .objective(latency().p95().atMost(Duration.ofMillis(200)));
    }

    /**
     * Calls the user's code.
     *
     * @param lead the event
     */
    public void accept(Lead lead) {
        accept.accept(lead);
    }

    /** How many calls were counted. */
    long count() {
        return handler.snapshot().latency().histogram().count();
    }

    /** Which numbers are missing. */
    long[] missing(String source) {
        return missing.apply(source);
    }
}
