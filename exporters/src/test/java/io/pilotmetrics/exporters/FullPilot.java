// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.exporters;

import static io.pilotmetrics.objective.Objectives.age;
import static io.pilotmetrics.objective.Objectives.clientErrorRate;
import static io.pilotmetrics.objective.Objectives.dropRate;
import static io.pilotmetrics.objective.Objectives.duplicateRate;
import static io.pilotmetrics.objective.Objectives.errorRate;
import static io.pilotmetrics.objective.Objectives.figure;
import static io.pilotmetrics.objective.Objectives.latency;
import static io.pilotmetrics.objective.Objectives.lateness;
import static io.pilotmetrics.objective.Objectives.malformedRate;

import io.pilotmetrics.Handler;
import io.pilotmetrics.HandlerBuilder;
import io.pilotmetrics.Operation;
import io.pilotmetrics.PilotGroup;
import io.pilotmetrics.PilotMetrics;
import io.pilotmetrics.snapshot.Figure;
import io.pilotmetrics.snapshot.Outcome;
import io.pilotmetrics.snapshot.PilotSnapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;

/** A live pilot that has been driven until it shows everything there is, each number another. Its clock then stands still. */
final class FullPilot implements AutoCloseable {

    static final String NAME = "crm-pilot";

    private final HandClock clock = new HandClock();
    private final List<Figure> figures = new ArrayList<>();
    private final PilotMetrics pilot;

    FullPilot() {
        this("a");
    }

    /** One instance of it. */
    FullPilot(String instance) {
        pilot = PilotMetrics.builder(NAME)
                .instance(instance)
                .clock(clock)
                .conversions(conversion -> !conversion.orderId().contains("lost"))
                .objective(figure("survey.agreement").atLeast(0.7))
                .objective(figure("nobody.supplies.it").atMost(3))
                .objective(figure("error.rate").atMost(0.25))
                .figures(() -> List.copyOf(figures))
                .build();
        supply();
        LeadTraffic leads = new LeadTraffic(clock, leads());
        OrderTraffic orders = new OrderTraffic(clock, orders());
        pilot.handler("idle", Lead.class).register();
        Handler<Lead> plain = pilot.handler("plain \"ü\" \\n", Lead.class).register();
        plain.run(Lead.of("p", clock.wall(), "u"), lead -> clock.advance(1_234_567));

        leads.firstMinutes();
        orders.traffic();
        operations();
        clock.advance(Duration.ofSeconds(75));
        leads.lastMinute();
        clock.advance(Duration.ofSeconds(7));
    }

    private Handler<Lead> leads() {
        HandlerBuilder<Lead> builder = pilot.handler("lead.ingest", Lead.class)
                .id(Lead::id)
                .fingerprint(Lead::checkedContent)
                .attempt(Lead::attempt)
                .occurredAt(Lead::at)
                .lateAfter(Duration.ofSeconds(20))
                .countedByMinute(Duration.ofHours(2))
                .duplicatesWithin(Duration.ofMinutes(2))
                .maxIds(150)
                .sequence(Lead::source, Lead::epoch, Lead::number)
                .grace(Duration.ofSeconds(10))
                .maxGaps(64)
                .conversion(Lead::conversion)
                .cohort(PilotGroup.percent(30).salt("contract"), Lead::user)
                .malformedIf("missing_email", lead -> lead.email() == null)
                .malformedIf("odd_email", lead -> "odd".equals(lead.email()))
                .refusedOn("rate_limited", RejectedExecutionException.class)
                .outcomeOn(IllegalArgumentException.class, Outcome.CLIENT_ERROR)
                .objective(latency().p95().atMost(Duration.ofMillis(800)))
                .objective(latency().p99().atMost(Duration.ofNanos(35_000_001)))
                .objective(latency().p50().atMost(Duration.ofMillis(250)))
                .objective(latency().p95().atMost(Duration.ofMillis(90)).inCohort("pilot"))
                .objective(lateness().p95().atMost(Duration.ofSeconds(5)))
                .objective(age().percentile(80).atMost(Duration.ofMillis(31_500)));
        return builder.objective(errorRate().atMost(0.5))
                .objective(clientErrorRate().atMost(0.0100000001))
                .objective(clientErrorRate().atMost(0.0100000002))
                .objective(duplicateRate().atMost(0.05))
                .objective(malformedRate().atMost(0.001).inCohort("control"))
                .objective(dropRate().atMost(0.02))
                .register();
    }

    private Handler<Lead> orders() {
        return pilot.handler("web.order", Lead.class)
                .sequence(Lead::source, Lead::epoch, Lead::number)
                .joinMidStream()
                .occurredAt(Lead::at)
                .cohort(Lead::user)
                .objective(errorRate().atMost(0.1).inCohort("shop"))
                .register();
    }

    private void operations() {
        Operation quote = pilot.operation(
                "crm.quote",
                latency().p99().atMost(Duration.ofMillis(40)),
                errorRate().atMost(0.3));
        for (int i = 0; i < 23; i++) {
            long nanos = 3_000_000L * (i + 1);
            quote.runnable(() -> clock.advance(nanos)).run();
        }
        CompletableFuture<String> never = new CompletableFuture<>();
        for (int i = 0; i < 4; i++) {
            var unused = quote.stage(() -> never).get();
        }
        Operation sameName = pilot.operation("lead.ingest", errorRate().atMost(0.5));
        for (int i = 0; i < 9; i++) {
            CompletableFuture<String> failing =
                    sameName.stage(() -> new CompletableFuture<String>()).get();
            clock.advance(700_000L * (i + 1));
            failing.completeExceptionally(new IllegalStateException("no"));
        }
        pilot.operation("never.called");
    }

    private void supply() {
        Map<String, String> survey = Map.of("survey", "how_did_you_hear");
        figures.add(new Figure("survey.agreement", 0.82, 0.75, 0.88, 120, "1", survey, HandClock.START));
        figures.add(new Figure("survey.agreement", 0.5, 0.25, 0.75, 8, "1", Map.of("channel", "ads"), HandClock.START));
        figures.add(Figure.exact("crm.lag", 1.5, 4, "s", Map.of(), HandClock.START));
        figures.add(new Figure(
                "orders.open", 17, 15, 20.25, 3, "{order}", Map.of("shop.id", "eu \"1\"\\\n"), HandClock.START));
        figures.add(Figure.exact("crm.unseen", 0, 0, "s", Map.of(), HandClock.START));
    }

    PilotMetrics pilot() {
        return pilot;
    }

    PilotSnapshot snapshot() {
        return pilot.snapshot();
    }

    @Override
    public void close() {
        pilot.close();
    }
}
