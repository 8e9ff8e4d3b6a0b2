// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.benchmarks.compare;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * One benchmark method with its parameters: what one fork measures.
 *
 * @param method the benchmark's full name
 * @param parameters its parameters
 * @param threads how many threads run it
 */
public record Cell(String method, Map<String, String> parameters, int threads) {

    /** Keeps a copy of the parameters, in order. */
    public Cell {
        parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
    }

    /**
     * A cell of a benchmark class.
     *
     * @param benchmark the class
     * @param method its method's name
     * @param threads how many threads run it
     * @param parameters names and values in turn
     * @return the cell
     */
    public static Cell of(Class<?> benchmark, String method, int threads, Object... parameters) {
        Map<String, String> named = new TreeMap<>();
        for (int i = 0; i < parameters.length; i += 2) {
            named.put(parameters[i].toString(), parameters[i + 1].toString());
        }
        return new Cell(benchmark.getName() + "." + method, named, threads);
    }
}
