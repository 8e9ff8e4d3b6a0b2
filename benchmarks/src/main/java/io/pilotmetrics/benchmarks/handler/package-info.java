/**
 * The work of the suite {@code handler}: a whole call, wrapped. {@link io.pilotmetrics.benchmarks.handler.CallPeer} and {@link
 * io.pilotmetrics.benchmarks.handler.StagePeer} list who does it.
 */
@NullMarked
package io.pilotmetrics.benchmarks.handler;

import org.jspecify.annotations.NullMarked;
