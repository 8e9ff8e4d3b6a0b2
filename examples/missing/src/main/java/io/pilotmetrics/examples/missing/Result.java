// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.examples.missing;

import io.pilotmetrics.snapshot.Law;
import io.pilotmetrics.snapshot.LedgerSnapshot;
import io.pilotmetrics.snapshot.PilotSnapshot;
import java.util.ArrayList;
import java.util.List;

/**
 * What a run came to.
 *
 * @param scenario what was played
 * @param truth what was sent and lost
 * @param instances what each instance knows
 * @param merged what they know together
 * @param findings the latter beside the truth
 * @param kills how often an instance was killed
 * @param resent how many deliveries were not acknowledged and went to the other instance
 * @param undelivered how many no instance acknowledged
 */
record Result(
        Scenario scenario,
        Truth truth,
        List<PilotSnapshot> instances,
        PilotSnapshot merged,
        List<Finding> findings,
        int kills,
        long resent,
        long undelivered) {

    static Result of(Scenario scenario, Truth truth, List<PilotSnapshot> instances, Balancer balancer) {
        PilotSnapshot merged = PilotSnapshot.merge(instances.get(0), instances.get(1));
        return new Result(
                scenario,
                truth,
                instances,
                merged,
                Finding.of(truth, ledger(merged).sources()),
                balancer.kills(),
                balancer.resent(),
                balancer.undelivered());
    }

    static LedgerSnapshot ledger(PilotSnapshot snapshot) {
        return snapshot.handler(Receiver.HANDLER).ledger();
    }

    /** The laws of each instance and of both together. */
    List<Law> laws() {
        List<Law> laws = new ArrayList<>();
        for (PilotSnapshot snapshot : instances) {
            laws.addAll(snapshot.handler(Receiver.HANDLER).laws());
        }
        laws.addAll(merged.handler(Receiver.HANDLER).laws());
        return laws;
    }

    /** What must never be, one line each. */
    List<String> defects() {
        List<String> defects = new ArrayList<>();
        for (Finding finding : findings) {
            if (!finding.isRight(scenario.exact())) {
                defects.add(Report.difference(finding));
            }
        }
        laws().stream()
                .filter(law -> law.status() != Law.Status.HOLDS)
                .forEach(law -> defects.add(law.name() + " does not hold: " + law.text()));
        if (undelivered > 0) {
            defects.add(undelivered + " messages were acknowledged by no instance: the truth is not known");
        }
        return defects;
    }

    /** 0 where both agree, 3 where they differ. */
    int exitCode() {
        return defects().isEmpty() ? 0 : 3;
    }
}
