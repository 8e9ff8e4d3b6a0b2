/**
 * A pilot's snapshot as Prometheus metrics. {@link io.pilotmetrics.prometheus.PilotScrapeHandler} answers a scrape on the
 * JDK's own HTTP server; where client_java has a registry already, {@link io.pilotmetrics.prometheus.PilotCollector} is
 * registered there instead. Snapshots are taken when a scrape asks for them; recording an event knows nothing of it.
 */
@NullMarked
package io.pilotmetrics.prometheus;

import org.jspecify.annotations.NullMarked;
