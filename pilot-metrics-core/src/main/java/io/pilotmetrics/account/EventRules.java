// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.account;

import io.pilotmetrics.conversion.Conversion;
import io.pilotmetrics.conversion.ConversionSink;
import io.pilotmetrics.integrity.IdWindow;
import io.pilotmetrics.integrity.KeyedHash;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What a handler asks of an event.
 *
 * @param identity what tells an event from another, or null where the handler has no id
 * @param sequence how the event is numbered, or null
 * @param malformed the malformed rules in their order
 * @param attempt which attempt of its sender's it is, 1 for the first, or null
 * @param time when the event happened, or null
 * @param conversions what becomes of the conversions that events bring, or null
 * @param minutes how events are counted by minute, or null
 * @param cohorts which cohort an event belongs to, or null
 * @param <E> the event's type
 */
public record EventRules<E>(
        @Nullable Identity<E> identity,
        @Nullable Sequence<E> sequence,
        List<Malformed<E>> malformed,
        @Nullable ToIntFunction<? super E> attempt,
        @Nullable Time<E> time,
        @Nullable Conversions<E> conversions,
        @Nullable Minutes minutes,
        @Nullable Cohorts<E> cohorts) {

    /** Copies the rules. */
    public EventRules {
        malformed = List.copyOf(malformed);
    }

    /**
     * What tells an event from another: its id, as an object or as a number, and its content.
     *
     * @param id the event's id, or null where it is a number
     * @param number the event's id where it is a number, or null
     * @param content its content, or null where content is not compared
     * @param window remembers the ids
     * @param <E> the event's type
     */
    public record Identity<E>(
            @Nullable Function<? super E, ?> id,
            @Nullable ToLongFunction<? super E> number,
            @Nullable Content<E> content,
            IdWindow window) {}

    /**
     * What tells contents apart.
     *
     * @param fingerprint gives an event's content, or a hash of it; null means that it is unknown
     * @param hash hashes that
     * @param <E> the event's type
     */
    public record Content<E>(Function<? super E, ?> fingerprint, KeyedHash hash) {}

    /**
     * How an event is numbered.
     *
     * @param source its producer
     * @param epoch one life of the producer's numbering, or null where events carry none
     * @param number its number
     * @param <E> the event's type
     */
    public record Sequence<E>(
            Function<? super E, ? extends @Nullable String> source,
            @Nullable ToLongFunction<? super E> epoch,
            ToLongFunction<? super E> number) {}

    /**
     * One malformed rule.
     *
     * @param reason its name
     * @param rule true where the event is malformed
     * @param <E> the event's type
     */
    public record Malformed<E>(String reason, Predicate<? super E> rule) {}

    /**
     * When the event happened.
     *
     * @param occurredAt its time; null means that it has none
     * @param lateAfterNanos how late it may be before it is counted as late
     * @param latenessLimits the limits of the objectives for lateness, in nanoseconds
     * @param ageLimits the limits of the objectives for the end-to-end age, in nanoseconds
     * @param <E> the event's type
     */
    @SuppressWarnings("ArrayRecordComponent") // read once, compared never
    public record Time<E>(
            Function<? super E, ? extends @Nullable Instant> occurredAt,
            long lateAfterNanos,
            long[] latenessLimits,
            long[] ageLimits) {}

    /**
     * How events are counted by the minute in which they happened.
     *
     * @param count how many minutes back
     * @param grace how long after a minute its late events are waited for
     */
    public record Minutes(int count, Duration grace) {}

    /**
     * What becomes of conversions.
     *
     * @param extractor gives the conversion that an event brings; null means none
     * @param sink where it goes once its event is processed
     * @param <E> the event's type
     */
    public record Conversions<E>(Function<? super E, ? extends @Nullable Conversion> extractor, ConversionSink sink) {}

    /**
     * Which cohort an event belongs to.
     *
     * @param of gives its name, or the user where the cohort is drawn; null means none
     * @param draw how a user's cohort is drawn, or null where it has a name
     * @param <E> the event's type
     */
    public record Cohorts<E>(
            Function<? super E, ? extends @Nullable CharSequence> of,
            @Nullable Draw draw) {}

    /**
     * How pilot and control are drawn: of the first four bytes of a user's digest, read as a number, those below a limit are in.
     *
     * @param digest gives a user's digest, of twelve bytes or more
     * @param limit 0 to 2<sup>32</sup>
     * @param share of the users that are in, 0 to 1
     */
    public record Draw(Function<String, byte[]> digest, long limit, double share) {}
}
