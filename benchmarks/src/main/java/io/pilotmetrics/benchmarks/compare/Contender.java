// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.benchmarks.compare;

import org.jspecify.annotations.Nullable;

/**
 * Somebody who does a piece of work.
 *
 * @param work the work, as tables call it
 * @param name who does it
 * @param cell how it is measured
 * @param baseline what the same loop costs without it; null where nothing is subtracted
 */
public record Contender(
        String work, String name, Cell cell, @Nullable Cell baseline) {

    int threads() {
        return cell.threads();
    }

    String title() {
        return work + ": " + name;
    }
}
