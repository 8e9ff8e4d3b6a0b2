// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.quarantine;

/**
 * Where samples go besides memory, for example a dead-letter topic. A sample is redacted and cannot be replayed.
 *
 * <p>It is called on the thread that had the event, by many threads at once, and must return at once: a sink that writes hands over
 * to a thread of its own. What it throws is counted as refused; your code never sees it.
 */
@FunctionalInterface
public interface SampleSink {

    /**
     * Takes a sample.
     *
     * @param sample the sample
     * @return false if it was not taken, which is counted in {@link QuarantineSnapshot#refusedBySink()}
     */
    boolean offer(Sample sample);
}
