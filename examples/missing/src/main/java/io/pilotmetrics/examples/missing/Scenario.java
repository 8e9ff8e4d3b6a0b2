// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.examples.missing;

/**
 * What is played.
 *
 * @param seconds how long producers send
 * @param rate events a second, of all producers
 * @param seed what losses, delays and kills are drawn from
 * @param kills how often the first instance is killed; where it is not, the second one is restarted as planned
 * @param processes whether each instance is a process of its own
 * @param plant a defect that the comparison has to find
 */
record Scenario(int seconds, int rate, long seed, int kills, boolean processes, Plant plant) {

    /** Defects that show that the comparison would find one. */
    enum Plant {
        /** None. */
        none,
        /** The network loses an event more than it tells. */
        untold,
        /** An instance that was killed starts with nothing, as if it never had been there. */
        forget
    }

    /** Whether all that is lost must be called dropped, nothing more and nothing less. */
    boolean exact() {
        return kills == 0;
    }
}
