/** Annotations for methods that are reached through an interface, see {@code PilotMetrics.instrument}. */
@NullMarked
package io.pilotmetrics.annotation;

import org.jspecify.annotations.NullMarked;
