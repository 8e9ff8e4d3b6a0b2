// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.conversion;

/**
 * Where conversions go.
 *
 * <p>It is called on the thread that ends the event, by many threads at once, and must return at once. What it throws is
 * counted as an instrumentation error of {@code conversion_sink}; your code never sees it.
 */
@FunctionalInterface
public interface ConversionSink {

    /**
     * Takes a conversion whose event was processed.
     *
     * @param conversion the conversion
     * @return false if it was not kept, which is then counted as {@code conversion.not_stored}
     */
    boolean offer(Conversion conversion);
}
