// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.snapshot;

import java.util.List;

/**
 * Whatever supplies figures to a pilot: surveys, reconciliation, your own code.
 *
 * <p>It is asked once for every snapshot, on the thread that takes it; a scorecard and a scrape by one of the exporters take
 * one. With a Micrometer registry bound it is also asked once by {@code bindTo}, and by a thread that reads the registry, once
 * the last answer is a second old: all gauges share that answer. Neither a registration nor the pilot's own thread asks. Several
 * threads may ask at once, and each waits for the answer: give it from memory.
 *
 * <p>If it throws, or gives null or a list with a null, a warning is logged, once; the snapshot goes without all of its figures,
 * and an objective on one of them is absent.
 */
@FunctionalInterface
public interface FigureSource {

    /**
     * The figures as they stand.
     *
     * @return the figures, may be empty; neither it nor a figure in it is null
     */
    List<Figure> figures();
}
