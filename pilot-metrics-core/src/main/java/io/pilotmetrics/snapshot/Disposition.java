// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.snapshot;

/**
 * What became of a received event. Every event gets exactly one disposition, booked when the event ends; the first that
 * applies, in the order of declaration, is the one.
 */
public enum Disposition {
    /** A malformed rule named it, or it never became an event at all. */
    MALFORMED,
    /** A guard turned it away, before your code or within it. */
    REFUSED,
    /** Its id is known, and its content differs from the first delivery's. */
    CONFLICTING,
    /** Its id is known: in flight, or done within the window. */
    DUPLICATE,
    /** Your code ended with {@link Outcome#SUCCESS}. */
    PROCESSED,
    /** Your code ended with any other outcome. */
    FAILED
}
