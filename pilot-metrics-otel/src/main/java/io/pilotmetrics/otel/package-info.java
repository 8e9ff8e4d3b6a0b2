/**
 * A pilot's snapshot as OpenTelemetry metrics. {@link io.pilotmetrics.otel.PilotMetricProducer} is the door: registered at
 * a meter provider, it is asked whenever a reader collects, and gives the snapshot's own buckets as exponential histograms,
 * its counters as sums and what can fall as gauges. Recording an event knows nothing of it.
 */
@NullMarked
package io.pilotmetrics.otel;

import org.jspecify.annotations.NullMarked;
