/**
 * Leads, sign-ups and orders, kept when their event was processed, with the touch that gets the credit. {@link
 * io.pilotmetrics.conversion.ConversionSink} is where they go.
 */
@NullMarked
package io.pilotmetrics.conversion;

import org.jspecify.annotations.NullMarked;
