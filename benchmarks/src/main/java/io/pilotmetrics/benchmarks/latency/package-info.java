/**
 * The work of the suites {@code recorder} and {@code contention}: count one duration. {@link
 * io.pilotmetrics.benchmarks.latency.LatencySubject} is the work, {@link io.pilotmetrics.benchmarks.latency.LatencyPeer} lists
 * who does it, and each other class is one of them.
 */
@NullMarked
package io.pilotmetrics.benchmarks.latency;

import org.jspecify.annotations.NullMarked;
