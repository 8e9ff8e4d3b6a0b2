// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.account;

import io.pilotmetrics.conversion.Conversion;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What a handler asks of each event. Every function is the user's and may throw.
 *
 * @param id the event's id, or null where the handler has none
 * @param sequence how the event is numbered, or null
 * @param malformed the malformed rules in their order
 * @param conversion the conversion that the event brings, or null
 * @param <E> the event's type
 */
public record EventRules<E>(
        @Nullable Function<? super E, ?> id,
        @Nullable Sequence<E> sequence,
        List<Malformed<E>> malformed,
        @Nullable Function<? super E, ? extends @Nullable Conversion> conversion) {

    /** Copies the rules. */
    public EventRules {
        malformed = List.copyOf(malformed);
    }

    /**
     * How an event is numbered.
     *
     * @param source its producer
     * @param epoch one life of the producer's numbering
     * @param number its number
     * @param <E> the event's type
     */
    public record Sequence<E>(
            Function<? super E, ? extends @Nullable String> source,
            ToLongFunction<? super E> epoch,
            ToLongFunction<? super E> number) {}

    /**
     * One malformed rule.
     *
     * @param reason its name
     * @param rule true where the event is malformed
     * @param <E> the event's type
     */
    public record Malformed<E>(String reason, Predicate<? super E> rule) {}
}
