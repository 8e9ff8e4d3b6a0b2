// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.snapshot;

import java.util.List;

/**
 * Whatever supplies figures to a pilot: surveys, reconciliation, your own code.
 *
 * <p>It is asked once for every snapshot, on the thread that takes it, and should answer from memory. If it throws, a warning
 * is logged, once; the snapshot goes without its figures, and an objective on one of them is absent.
 */
@FunctionalInterface
public interface FigureSource {

    /**
     * The figures as they stand.
     *
     * @return the figures, may be empty, never null
     */
    List<Figure> figures();
}
