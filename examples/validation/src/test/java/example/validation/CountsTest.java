// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package example.validation;

import static io.pilotmetrics.objective.Objectives.figure;
import static org.assertj.core.api.Assertions.assertThat;

import io.pilotmetrics.Handler;
import io.pilotmetrics.PilotMetrics;
import io.pilotmetrics.snapshot.CountDifference;
import io.pilotmetrics.snapshot.NumberRanges;
import io.pilotmetrics.snapshot.StatedIds;
import io.pilotmetrics.snapshot.StatedNumbers;
import io.pilotmetrics.test.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class CountsTest {

    record Lead(String id, long number, Instant at) {}

    private final Instant ten = Instant.parse("2026-03-01T10:00:00Z");
    private final Instant fivePast = ten.plusSeconds(300);

    @Test
    void countsFromOutside_standBesideOurs() {
        ManualClock clock = new ManualClock(ten);
        try (PilotMetrics pilot =
                PilotMetrics.builder("shop-pilot").clock(clock).build()) {
            // tag::handler[]
            Handler<Lead> leads = pilot.handler("lead.ingest", Lead.class)
                    .id(Lead::id)
                    .sequence(lead -> "shop", Lead::number)
                    .occurredAt(Lead::at) // the minute that an event belongs to
                    .duplicatesWithin(Duration.ofHours(1)) // how far back ids can be named
                    .countedByMinute(Duration.ofHours(24))
                    .objective(figure("statement.mismatch").atMost(0.01))
                    .register();
            // end::handler[]
            clock.advance(Duration.ofSeconds(299));
            leads.run(new Lead("A", 1, ten.plusSeconds(10)), lead -> {});
            clock.advance(Duration.ofSeconds(2));
            leads.run(new Lead("B", 2, ten.plusSeconds(299)), lead -> {}); // by arrival in the next window
            clock.advance(Duration.ofMinutes(12));

            // tag::counts[]
            leads.sent("shop", ten, fivePast, 3); // the sender's count, beside the distinct events received
            leads.stored("crm", ten, fivePast, 2); // a store's count, beside the events processed

            for (CountDifference each : leads.snapshot().stated().differences()) {
                System.out.println(each.statement().party() + ": " + each.difference() + ", " + each.state());
            }
            System.out.println(pilot.scorecard().explain());
            // end::counts[]
            assertThat(leads.snapshot().stated().differences())
                    .extracting(each -> each.statement().party() + " " + each.difference())
                    .containsExactly("crm 0", "shop 1");
            assertThat(pilot.scorecard().explain())
                    .contains(
                            "lead.ingest: shop says 3 sent 2026-03-01 10:00-10:05 UTC, 2 received: 1 missing (33 %), for 12 min");

            // tag::ids[]
            StatedIds named = leads.sentIds("shop", ten, fivePast, List.of("A", "B", "C"));
            List<Object> lost = named.missing(); // "C"
            // end::ids[]
            assertThat(lost).containsExactly("C");
            assertThat(named.undetermined()).isZero();

            // tag::numbers[]
            NumberRanges sent = NumberRanges.of(1, 3);
            NumberRanges gone =
                    StatedNumbers.of(leads.snapshot().ledger(), "shop", 0, sent).missing(); // 3
            // end::numbers[]
            assertThat(gone).hasToString("3");
        }
    }
}
