// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.account;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;

/** Counts by the constants of an enum. Thread-safe. */
final class EnumTally<K extends Enum<K>> {

    private final K[] constants;
    private final LongAdder[] byOrdinal;

    EnumTally(K[] constants) {
        this.constants = constants;
        this.byOrdinal = new LongAdder[constants.length];
        Arrays.setAll(byOrdinal, i -> new LongAdder());
    }

    @SuppressWarnings("EnumOrdinal") // an index inside this process, never stored
    void count(K constant) {
        byOrdinal[constant.ordinal()].increment();
    }

    long sum() {
        long sum = 0;
        for (LongAdder count : byOrdinal) {
            sum += count.sum();
        }
        return sum;
    }

    /** Adds all counts to a map, each under its constant's name there. */
    void addTo(Map<String, Long> counts, Function<K, String> name) {
        for (int i = 0; i < constants.length; i++) {
            counts.put(name.apply(constants[i]), byOrdinal[i].sum());
        }
    }
}
