// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package example.validation;

import static io.pilotmetrics.objective.Objectives.dropRate;
import static java.lang.System.Logger.Level.WARNING;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.pilotmetrics.Handler;
import io.pilotmetrics.PilotMetrics;
import io.pilotmetrics.objective.Scorecard;
import io.pilotmetrics.snapshot.Gap;
import io.pilotmetrics.snapshot.PilotSnapshot;
import io.pilotmetrics.test.ManualClock;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.LongPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MissingTest {

    record Order(String shop, long epoch, long number, Instant placedAt) {}

    private static final System.Logger log = System.getLogger("missing");

    private final Instant noon = Instant.parse("2026-03-01T12:00:00Z");
    private final ManualClock clock = new ManualClock(noon);

    private PilotMetrics pilot(String instance) {
        return PilotMetrics.builder("shop-pilot")
                .instance(instance)
                .clock(clock)
                .build();
    }

    private static Handler<Order> orders(PilotMetrics pilot) {
        // tag::handler[]
        Handler<Order> orders = pilot.handler("order.ingest", Order.class)
                .sequence(Order::shop, Order::epoch, Order::number) // 1, 2, 3, … by shop, anew in each epoch
                .occurredAt(Order::placedAt) // so that a gap says when its orders were placed
                .grace(Duration.ofSeconds(30)) // how late an order may come and not be missing
                .objective(dropRate().atMost(0.001))
                .register();
        // end::handler[]
        return orders;
    }

    private void send(Handler<Order> orders, long from, long to, LongPredicate arrives) {
        for (long number = from; number <= to; number++) {
            if (arrives.test(number)) {
                orders.run(new Order("shop-eu", 1, number, noon.plusSeconds(number)), order -> {});
            }
        }
    }

    @Test
    void missing_isNamed() {
        try (PilotMetrics pilot = pilot("alpha")) {
            Handler<Order> orders = orders(pilot);
            send(orders, 1, 1_998, number -> number < 40 || number > 47);
            // tag::announce[]
            orders.announce("shop-eu", 1, 2_000); // what the shop says that it has sent last
            // end::announce[]
            clock.advance(Duration.ofSeconds(30));
            // tag::missing[]
            List<Gap> missing = orders.snapshot().ledger().missing("shop-eu");
            // end::missing[]
            assertThat(missing)
                    .hasToString("[40-47, sent between 2026-03-01T12:00:39Z and 2026-03-01T12:00:48Z,"
                            + " 1999-2000, sent after 2026-03-01T12:33:18Z]");
        }
    }

    @Test
    void instances_missTogetherWhatNeitherSaw() {
        try (PilotMetrics a = pilot("alpha");
                PilotMetrics b = pilot("beta")) {
            send(orders(a), 1, 1_000, number -> number % 2 == 0);
            send(orders(b), 1, 1_000, number -> number % 2 == 1 && number != 501);
            a.settle();
            b.settle();
            assertThat(a.scorecard().explain()).contains("one instance's view");
            String alpha = a.snapshot().toJson();
            String beta = b.snapshot().toJson();
            // tag::merge[]
            PilotSnapshot whole = PilotSnapshot.merge(PilotSnapshot.parse(alpha), PilotSnapshot.parse(beta));
            System.out.println(Scorecard.of(whole).explain());
            // end::merge[]
            assertThat(whole.handler("order.ingest").ledger().missing("shop-eu"))
                    .extracting(Gap::numbers)
                    .containsExactly("501");
        }
    }

    @Test
    void restarts_inventNoDrop(@TempDir Path folder) {
        Path state = folder.resolve("alpha.state");
        PilotMetrics killed = pilot("alpha");
        Handler<Order> before = orders(killed);
        start(killed, state).shutdownNow();
        clock.advance(Duration.ofMinutes(1));
        send(before, 1, 100, number -> true); // after the last save
        killed.close();

        PilotMetrics restarted = pilot("alpha");
        Handler<Order> orders = orders(restarted);
        ScheduledExecutorService saving = start(restarted, state);
        send(orders, 111, 200, number -> true);
        clock.advance(Duration.ofMinutes(1));
        send(orders, 201, 300, number -> number != 210);
        clock.advance(Duration.ofMinutes(1));
        assertThat(orders.snapshot().ledger().undetermined()).isEqualTo(110);
        assertThat(orders.snapshot().ledger().missing("shop-eu"))
                .extracting(Gap::numbers)
                .containsExactly("210");
        end(restarted, saving, state);

        PilotMetrics planned = pilot("alpha");
        Handler<Order> after = orders(planned);
        assertThat(planned.restoreFrom(state))
                .hasValueSatisfying(restored -> assertThat(restored.complete()).isTrue());
        send(after, 301, 302, number -> true);
        assertThat(after.snapshot().ledger().dropped()).isEqualTo(1);
        planned.close();
    }

    private static ScheduledExecutorService start(PilotMetrics pilot, Path state) {
        // tag::restore[]
        pilot.restoreFrom(state); // after the handlers, before the first event
        pilot.saveState(state); // at once: or an end before the next save looks like a first start
        ScheduledExecutorService saving = Executors.newSingleThreadScheduledExecutor();
        saving.scheduleWithFixedDelay(() -> save(pilot, state), 1, 1, SECONDS);
        // end::restore[]
        return saving;
    }

    // tag::save[]
    private static void save(PilotMetrics pilot, Path state) {
        try {
            pilot.saveState(state);
        } catch (UncheckedIOException e) { // a task that throws is not run again
            log.log(WARNING, "the state was not saved", e);
        }
    }
    // end::save[]

    private static void end(PilotMetrics pilot, ScheduledExecutorService saving, Path state) {
        // tag::close[]
        saving.shutdown();
        pilot.close(); // after the traffic to this instance has ended
        pilot.saveState(state); // complete: nothing is undetermined
        // end::close[]
    }
}
