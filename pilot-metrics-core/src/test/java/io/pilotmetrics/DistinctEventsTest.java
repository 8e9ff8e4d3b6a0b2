// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics;

import static io.pilotmetrics.snapshot.Disposition.CONFLICTING;
import static io.pilotmetrics.snapshot.Disposition.DUPLICATE;
import static io.pilotmetrics.snapshot.Disposition.REFUSED;
import static org.assertj.core.api.Assertions.assertThat;

import io.pilotmetrics.snapshot.Counts;
import io.pilotmetrics.snapshot.HandlerSnapshot;
import io.pilotmetrics.snapshot.Law;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The events that were really sent, as a handler's counts tell them, beside those that were. */
class DistinctEventsTest {

    /** One delivery; its sender counts attempts. */
    record Order(int id, int content, int attempt) {}

    /** How a delivery ends, where it can choose. */
    private enum End {
        SUCCESS,
        FAILURE,
        REFUSAL
    }

    private static final int IDS = 12;

    private final PilotMetrics pilot =
            PilotMetrics.builder("p").clock(new ManualTime()).build();
    private final Handler<Order> handler = pilot.handler("orders", Order.class)
            .longId(Order::id)
            .maxIds(1_000)
            .fingerprint(Order::content)
            .attempt(Order::attempt)
            .malformedIf("no_content", order -> order.content() == 0)
            .refusedOn("busy", IllegalStateException.class)
            .register();

    @AfterEach
    void close() {
        pilot.close();
    }

    private static long distinct(HandlerSnapshot snapshot) {
        return snapshot.received()
                - snapshot.count(DUPLICATE)
                - snapshot.count(CONFLICTING)
                - snapshot.counts().get(Counts.REDELIVERED);
    }

    private static void end(End how) {
        switch (how) {
            case SUCCESS -> {}
            case FAILURE -> throw new IllegalArgumentException("down");
            case REFUSAL -> throw new IllegalStateException("busy");
        }
    }

    private void run(Order order, End how) {
        try {
            handler.run(order, o -> end(how));
        } catch (IllegalArgumentException | IllegalStateException e) {
            // its sender tries again
        }
    }

    /** A retry whose id is known would be a duplicate; refused, it is none, and no new event either. */
    @Test
    void repeat_thatIsRefused_isRedelivered() {
        run(new Order(1, 1, 1), End.SUCCESS);
        run(new Order(1, 1, 2), End.REFUSAL);
        run(new Order(1, 2, 3), End.REFUSAL);
        assertThat(handler.snapshot().count(REFUSED)).isEqualTo(2);
        assertThat(handler.snapshot().counts().get(Counts.REDELIVERED)).isEqualTo(2);
        assertThat(distinct(handler.snapshot())).isEqualTo(1);
    }

    @Test
    void repeatInFlight_thatIsSkipped_isRedelivered() {
        try (Tracking first = handler.start(new Order(1, 1, 1));
                Tracking second = handler.start(new Order(1, 1, 2))) {
            second.skip();
            assertThat(second.disposition()).contains(REFUSED);
            first.success();
        }
        assertThat(distinct(handler.snapshot())).isEqualTo(1);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void distinctEvents_anyHistory_areThoseThatWereSent(long seed) {
        Random random = new Random(seed);
        int[] attempts = new int[IDS];
        List<Tracking> open = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            Order order = next(random, attempts);
            End how = End.values()[random.nextInt(3)];
            switch (random.nextInt(6)) {
                case 0 -> handler.refused(order, "full");
                case 1 -> open.add(handler.start(order));
                case 2 -> batch(random, attempts, order, how);
                case 3 -> skipping(order, how);
                default -> run(order, how);
            }
            if (!open.isEmpty() && random.nextBoolean()) {
                end(open.remove(random.nextInt(open.size())), random);
            }
        }
        open.forEach(tracking -> end(tracking, random));
        HandlerSnapshot snapshot = handler.snapshot();
        long sent = Arrays.stream(attempts).filter(n -> n > 0).count();
        assertThat(distinct(snapshot)).isEqualTo(sent);
        assertThat(snapshot.laws()).allSatisfy(law -> assertThat(law.status()).isEqualTo(Law.Status.HOLDS));
    }

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 200);
    }

    /** Content 0 is malformed; a retry's may differ from the first attempt's. */
    private static Order next(Random random, int[] attempts) {
        int id = random.nextInt(IDS);
        int content = random.nextInt(10) == 0 ? 0 : random.nextInt(5) == 0 ? 2 : 1;
        return new Order(id, content, ++attempts[id]);
    }

    private void skipping(Order order, End how) {
        try {
            handler.consumer(o -> end(how)).skipDuplicates().skipMalformed().accept(order);
        } catch (IllegalArgumentException | IllegalStateException e) {
            // its sender tries again
        }
    }

    private void batch(Random random, int[] attempts, Order first, End how) {
        List<Order> orders = new ArrayList<>(List.of(first));
        for (int n = random.nextInt(4); n > 0; n--) {
            orders.add(next(random, attempts));
        }
        try {
            handler.batch((events, report) -> {
                        report.failed(0, new IllegalStateException("busy"));
                        end(how);
                    })
                    .accept(orders);
        } catch (IllegalArgumentException | IllegalStateException e) {
            // its sender tries again
        }
    }

    private static void end(Tracking tracking, Random random) {
        switch (random.nextInt(6)) {
            case 0 -> tracking.success();
            case 1 -> tracking.failure(new IllegalArgumentException("down"));
            case 2 -> tracking.failure(new IllegalStateException("busy"));
            case 3 -> tracking.skip();
            case 4 -> tracking.cancel();
            default -> tracking.close();
        }
    }
}
