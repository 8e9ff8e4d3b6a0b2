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

import io.pilotmetrics.snapshot.Objective;
import java.time.Duration;

/** What the pilot has to reach. The margins are wide: a busy machine and a bad seed must not turn the healthy scenario. */
final class Targets {

    static final Objective LATENCY = latency().p95().atMost(Duration.ofMillis(250));
    static final Objective ERRORS = errorRate().atMost(0.02);
    static final Objective CLIENT_ERRORS = clientErrorRate().atMost(0.03);
    static final Objective DUPLICATES = duplicateRate().atMost(0.04);
    static final Objective MALFORMED = malformedRate().atMost(0.04);
    static final Objective DROPPED = dropRate().atMost(0.04);
    static final Objective AGREEMENT = figure("attribution.agreement").atLeast(0.6);

    private Targets() {}
}
