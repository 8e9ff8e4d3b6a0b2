// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.examples.missing;

import java.time.Instant;

/**
 * What a producer sends.
 *
 * @param source the producer
 * @param epoch one life of it
 * @param number from 1 in each life
 * @param sentAt when
 */
record Event(String source, long epoch, long number, Instant sentAt) {

    String id() {
        return source + "/" + epoch + "/" + number;
    }

    Life life() {
        return new Life(source, epoch);
    }

    /** One line of text, which {@link #parse} reads. */
    String line() {
        return source + " " + epoch + " " + number + " " + sentAt;
    }

    static Event parse(String line) {
        String[] parts = line.split(" ", -1);
        if (parts.length != 4) {
            throw new IllegalArgumentException("an event has 4 parts, got " + parts.length);
        }
        return new Event(parts[0], Long.parseLong(parts[1]), Long.parseLong(parts[2]), Instant.parse(parts[3]));
    }
}
