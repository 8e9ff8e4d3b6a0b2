/**
 * The door: a {@link io.pilotmetrics.PilotMetrics} has handlers and operations; their wrappers go around your code, and every
 * event is accounted for.
 */
@NullMarked
package io.pilotmetrics;

import org.jspecify.annotations.NullMarked;
