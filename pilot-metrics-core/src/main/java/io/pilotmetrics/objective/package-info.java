/**
 * What a pilot is judged by, and the judgement: {@link io.pilotmetrics.objective.Objectives} writes targets down, {@link
 * io.pilotmetrics.objective.Scorecard} says go, no-go or inconclusive. Knows snapshots and figures only.
 */
@NullMarked
package io.pilotmetrics.objective;

import org.jspecify.annotations.NullMarked;
