// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package example.validation;

import static io.pilotmetrics.objective.Objectives.lateness;
import static io.pilotmetrics.snapshot.Disposition.CONFLICTING;
import static io.pilotmetrics.snapshot.Disposition.DUPLICATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilotmetrics.Handler;
import io.pilotmetrics.PilotMetrics;
import io.pilotmetrics.snapshot.Counts;
import io.pilotmetrics.snapshot.HandlerSnapshot;
import io.pilotmetrics.test.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class OrdersTest {

    record Order(String id, String body, int attempt, Instant placedAt) {}

    private final Instant noon = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void repeats_areToldApart() {
        List<Order> saved = new ArrayList<>();
        try (PilotMetrics pilot =
                PilotMetrics.builder("shop-pilot").clock(new ManualClock(noon)).build()) {
            // tag::handler[]
            Handler<Order> orders = pilot.handler("order.ingest", Order.class)
                    .id(Order::id)
                    .fingerprint(Order::body) // same id, other body: conflicting
                    .attempt(Order::attempt) // 2 and more: a retry of its sender's
                    .occurredAt(Order::placedAt) // lateness, and age once processed
                    .duplicatesWithin(Duration.ofHours(1))
                    .maxIds(1_000_000) // 8 MB, or 10 MB with a fingerprint
                    .objective(lateness().p95().atMost(Duration.ofMinutes(5)))
                    .register();
            // end::handler[]
            Consumer<Order> save = orders.consumer(order -> {
                if (order.attempt() == 1 && order.id().equals("B")) {
                    throw new IllegalStateException("down");
                }
                saved.add(order);
            });
            save.accept(new Order("A", "1 shirt", 1, noon));
            save.accept(new Order("A", "1 shirt", 1, noon));
            save.accept(new Order("A", "2 shirts", 1, noon));
            Order lost = new Order("B", "1 hat", 1, noon.minusSeconds(90));
            assertThatThrownBy(() -> save.accept(lost)).hasMessage("down");
            save.accept(new Order("B", "1 hat", 2, noon.minusSeconds(90)));
            // tag::read[]
            HandlerSnapshot now = orders.snapshot();
            long distinct = now.received()
                    - now.count(DUPLICATE)
                    - now.count(CONFLICTING)
                    - now.counts().get(Counts.REDELIVERED);
            // end::read[]
            assertThat(saved).hasSize(4); // nothing is skipped that was not asked for
            assertThat(distinct).isEqualTo(2);
            assertThat(now.count(CONFLICTING)).isEqualTo(1);
            assertThat(now.counts().get(Counts.LATE)).isEqualTo(2);
            // tag::recover[]
            orders.recover(lost); // repaired by hand, from your dead-letter store
            // end::recover[]
            assertThat(orders.snapshot().counts().get(Counts.RECOVERED)).isEqualTo(1);
        }
    }
}
