// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics;

/**
 * Code that takes an event and may throw a checked exception.
 *
 * @param <E> the event's type
 * @param <X> the exception's type
 */
@FunctionalInterface
public interface ThrowingConsumer<E, X extends Exception> {

    /**
     * Runs the code.
     *
     * @param event the event
     * @throws X as the code does
     */
    void accept(E event) throws X;
}
