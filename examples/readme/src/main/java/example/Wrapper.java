// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package example;

// tag::wrapper[]
import static io.pilotmetrics.objective.Objectives.errorRate;

import io.pilotmetrics.Handler;
import io.pilotmetrics.PilotMetrics;
import java.util.function.Consumer;

// end::wrapper[]

/** The wrapper of the README. */
public final class Wrapper {

    record Lead(String id, String email) {}

    /** Your code. */
    static final class Crm {
        void save(Lead lead) {
            System.out.println("saved " + lead.id());
        }
    }

    private Wrapper() {}

    /**
     * Runs the snippet.
     *
     * @param args none
     */
    public static void main(String[] args) {
        Crm crm = new Crm();
        // tag::wrapper[]
        try (PilotMetrics pilot = PilotMetrics.create("crm-pilot")) {
            Handler<Lead> leads = pilot.handler("lead.ingest", Lead.class)
                    .id(Lead::id)
                    .malformedIf("missing_email", lead -> lead.email() == null)
                    .objective(errorRate().atMost(0.01))
                    .register();
            Consumer<Lead> onLead = leads.consumer(crm::save);
            onLead.accept(new Lead("L-1", "pat@example.test"));
            System.out.println(pilot.scorecard().explain());
        }
        // end::wrapper[]
    }
}
