/**
 * Immutable values: what a pilot has counted and what is judged by it. Everything that travels - to an exporter, into
 * JSON, from one instance to another - is a {@link io.pilotmetrics.snapshot.PilotSnapshot} and what it contains. All
 * types here are immutable and may be shared between threads.
 */
@NullMarked
package io.pilotmetrics.snapshot;

import org.jspecify.annotations.NullMarked;
