// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package example;

import io.pilotmetrics.PilotMetrics;
import io.pilotmetrics.annotation.EventId;
import io.pilotmetrics.annotation.LatencyObjective;
import io.pilotmetrics.annotation.Tracked;
import java.lang.invoke.MethodHandles;

/** The annotation of the README. */
public final class Annotated {

    record Lead(String id, String email) {}

    interface LeadHandler {
        void onLead(Lead lead);
    }

    // tag::annotation[]
    static class LeadListener implements LeadHandler {
        @Override
        @Tracked("lead.ingest")
        @LatencyObjective(percentile = 95, millis = 200)
        public void onLead(@EventId("id") Lead lead) {
            System.out.println("saved " + lead.id());
        }
    }

    // end::annotation[]

    private Annotated() {}

    /**
     * Runs the snippet.
     *
     * @param args none
     */
    public static void main(String[] args) {
        try (PilotMetrics pilot = PilotMetrics.create("crm-pilot")) {
            // tag::annotation[]
            LeadHandler leads = pilot.instrument(MethodHandles.lookup(), LeadHandler.class, new LeadListener());
            // end::annotation[]
            leads.onLead(new Lead("L-1", "pat@example.test"));
            System.out.println(pilot.scorecard().explain());
        }
    }
}
