// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package example.validation;

import static io.pilotmetrics.objective.Objectives.errorRate;
import static org.assertj.core.api.Assertions.assertThat;

import io.pilotmetrics.Handler;
import io.pilotmetrics.PilotGroup;
import io.pilotmetrics.PilotMetrics;
import io.pilotmetrics.objective.Scorecard;
import io.pilotmetrics.objective.Verdict;
import io.pilotmetrics.snapshot.CohortSnapshot;
import io.pilotmetrics.snapshot.Disposition;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The snippets of docs/cohorts.md. */
class CohortsTest {

    record Order(String id, String customerId) {}

    @Test
    void includes_saysWhoTakesPart() {
        String customerId = "customer-33";
        List<String> seen = new ArrayList<>();
        // tag::includes[]
        PilotGroup group = PilotGroup.percent(5).salt("checkout-2026");
        if (group.includes(customerId)) {
            seen.add(customerId);
        }
        // end::includes[]
        assertThat(seen).containsExactly("customer-33");
    }

    @Test
    void pilotAndControl_areComparedAndChecked() {
        try (PilotMetrics pilot = PilotMetrics.create("shop")) {
            // tag::cohorts[]
            PilotGroup group = PilotGroup.percent(5).salt("checkout-2026");
            Handler<Order> checkout = pilot.handler("checkout", Order.class)
                    .id(Order::id)
                    .cohort(group, Order::customerId)
                    .objective(errorRate().atMost(0.01))
                    .objective(errorRate().atMost(0.01).inCohort("pilot"))
                    .register();
            // end::cohorts[]
            for (int i = 0; i < 20_000; i++) {
                checkout.run(new Order("order-" + i, "customer-" + i % 12_000), order -> {});
            }
            // tag::compare[]
            CohortSnapshot in = checkout.snapshot().cohort("pilot");
            CohortSnapshot out = checkout.snapshot().cohort("control");
            System.out.println(
                    "p95 " + in.latency().p95() + " beside " + out.latency().p95());
            System.out.println("errors " + in.errorRate().interval() + " beside "
                    + out.errorRate().interval());
            System.out.println(pilot.scorecard().explain());
            // end::compare[]
            Scorecard card = pilot.scorecard();
            assertThat(in.rate(Disposition.DUPLICATE).hits()).isZero();
            assertThat(card.verdict()).isEqualTo(Verdict.GO);
            assertThat(card.explain())
                    .contains(
                            "checkout: 5.00 % of users expected in \"pilot\", ",
                            " of 12,000 seen (p = ", ": as expected");
        }
    }
}
