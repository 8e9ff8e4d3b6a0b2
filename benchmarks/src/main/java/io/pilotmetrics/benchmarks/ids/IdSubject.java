// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.benchmarks.ids;

/** Remembers ids, as many as it was made for. */
@FunctionalInterface
public interface IdSubject {

    /**
     * Looks an id up and remembers it.
     *
     * @param id the id
     * @return true if it was not known
     */
    boolean first(long id);
}
