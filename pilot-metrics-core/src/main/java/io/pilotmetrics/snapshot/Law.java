// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.snapshot;

/**
 * One of the laws, with its numbers.
 *
 * @param name which law, for example {@code event law}
 * @param status whether it holds
 * @param text the law with its numbers in, one line
 */
public record Law(String name, Status status, String text) {

    /** Whether a law holds. */
    public enum Status {
        /** It was checked and holds. */
        HOLDS,
        /** Events are in flight or calls run: some of its counts are only read right at rest. */
        NOT_AT_REST,
        /** It was checked and does not hold: a count was lost, which is a defect of this library. */
        BROKEN
    }
}
