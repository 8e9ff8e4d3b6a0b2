// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.examples.missing;

/**
 * One life of a producer, from its start to its end.
 *
 * @param source the producer
 * @param epoch which of its lives
 */
record Life(String source, long epoch) implements Comparable<Life> {

    @Override
    public int compareTo(Life other) {
        int bySource = source.compareTo(other.source);
        return bySource != 0 ? bySource : Long.compare(epoch, other.epoch);
    }

    @Override
    public String toString() {
        return source + " epoch " + epoch;
    }
}
