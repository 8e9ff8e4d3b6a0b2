// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.exporters;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilotmetrics.Handler;

/** Drives a handler with named cohorts, whose numbers begin in mid-stream. */
final class OrderTraffic {

    private final HandClock clock;
    private final Handler<Lead> handler;
    private int made;

    OrderTraffic(HandClock clock, Handler<Lead> handler) {
        this.clock = clock;
        this.handler = handler;
    }

    private Lead order(String cohort) {
        made++;
        return Lead.of("order-" + made, clock.wall().minusMillis(250 + made), cohort);
    }

    void traffic() {
        for (int i = 0; i < 6; i++) {
            handler.run(order("shop"), order -> clock.advance(300_000_000));
            handler.run(order("mail").withNumber("till", 3, 100 + 2 * i), order -> clock.advance(90_000));
            handler.run(order("shop"), order -> clock.advance(20_000_000));
        }
        handler.run(order("mail").withNumber("till", 3, 98), order -> {}); // before the first one: it has no place
        handler.run(order("a sentence, and no word"), order -> {});
        handler.run(order("none of these").withUser(null), order -> {});
        for (int i = 0; i < 5; i++) {
            Lead order = order("shop");
            assertThatThrownBy(() -> handler.run(order, o -> {
                        clock.advance(1_000);
                        throw new ArithmeticException("over");
                    }))
                    .isInstanceOf(ArithmeticException.class);
        }
        handler.refused(order("mail"), "closed");
    }
}
