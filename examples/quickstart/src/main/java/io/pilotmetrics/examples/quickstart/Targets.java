// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.examples.quickstart;

import static io.pilotmetrics.objective.Objectives.clientErrorRate;
import static io.pilotmetrics.objective.Objectives.dropRate;
import static io.pilotmetrics.objective.Objectives.duplicateRate;
import static io.pilotmetrics.objective.Objectives.errorRate;
import static io.pilotmetrics.objective.Objectives.figure;
import static io.pilotmetrics.objective.Objectives.latency;
import static io.pilotmetrics.objective.Objectives.malformedRate;

import io.pilotmetrics.attribution.AttributionAgreement;
import io.pilotmetrics.snapshot.Objective;
import java.time.Duration;
import java.util.List;

/** What the pilot has to reach. The margins are wide: a busy machine and a bad seed must not turn the healthy scenario. */
final class Targets {

    static final Duration LATENCY_P95 = Duration.ofMillis(250);

    static final Objective DUPLICATES = duplicateRate().atMost(0.04);
    static final Objective MALFORMED = malformedRate().atMost(0.04);
    static final Objective DROPPED = dropRate().atMost(0.04);
    static final Objective AGREEMENT = figure(AttributionAgreement.AGREEMENT).atLeast(0.6);

    /** What the service's handler is judged by. */
    static List<Objective> service(Duration latencyP95) {
        return List.of(
                latency().p95().atMost(latencyP95),
                errorRate().atMost(0.02),
                clientErrorRate().atMost(0.03),
                DUPLICATES,
                MALFORMED,
                DROPPED);
    }

    private Targets() {}
}
