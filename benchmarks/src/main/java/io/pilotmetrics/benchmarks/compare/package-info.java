/**
 * How suites are compared: what runs against what, the rounds, the statistics, the verdicts, the tables. {@link
 * io.pilotmetrics.benchmarks.compare.Suite} says what, {@link io.pilotmetrics.benchmarks.compare.Targets} what to reach.
 */
@NullMarked
package io.pilotmetrics.benchmarks.compare;

import org.jspecify.annotations.NullMarked;
