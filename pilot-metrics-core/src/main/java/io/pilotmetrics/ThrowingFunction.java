// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics;

/**
 * Code that takes an event, returns something and may throw a checked exception.
 *
 * @param <E> the event's type
 * @param <R> the result's type
 * @param <X> the exception's type
 */
@FunctionalInterface
public interface ThrowingFunction<E, R, X extends Exception> {

    /**
     * Runs the code.
     *
     * @param event the event
     * @return the code's result
     * @throws X as the code does
     */
    R apply(E event) throws X;
}
