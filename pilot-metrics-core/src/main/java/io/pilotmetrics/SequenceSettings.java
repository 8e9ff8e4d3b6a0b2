// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics;

import static java.util.Objects.requireNonNull;

import io.pilotmetrics.account.EventRules;
import io.pilotmetrics.integrity.SequenceBook;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** How a handler's builder was told that events are numbered. Not thread-safe. */
final class SequenceSettings<E> {

    private final String owner;
    private EventRules.@Nullable Sequence<E> sequence;
    private final Once<Long> firstNumber;
    private final Once<Boolean> joinMidStream;
    private final Once<Duration> grace;

    SequenceSettings(String owner) {
        this.owner = owner;
        this.firstNumber = new Once<>(owner, "firstNumber", 1L);
        this.joinMidStream = new Once<>(owner, "joinMidStream", false);
        this.grace = new Once<>(owner, "grace", Duration.ofSeconds(30));
    }

    void sequence(
            Function<? super E, ? extends @Nullable String> source,
            ToLongFunction<? super E> epoch,
            ToLongFunction<? super E> number) {
        Once.requireFirst(owner, "its sequence", sequence, "an event has one number");
        sequence = new EventRules.Sequence<>(
                requireNonNull(source, "source"), requireNonNull(epoch, "epoch"), requireNonNull(number, "number"));
    }

    void firstNumber(long number) {
        if (number < 0) {
            throw new IllegalArgumentException(owner + ": firstNumber needs 0 or more, got " + number
                    + "; write the number that each epoch begins with, for example firstNumber(1)");
        }
        if (joinMidStream.isSet()) {
            throw new IllegalStateException(owner + ": firstNumber(" + number
                    + ") and joinMidStream() exclude each other; leave one of them out");
        }
        firstNumber.set(number);
    }

    void joinMidStream() {
        if (firstNumber.isSet()) {
            throw new IllegalStateException(owner + ": joinMidStream() and firstNumber(" + firstNumber.get()
                    + ") exclude each other; leave one of them out");
        }
        joinMidStream.set(true);
    }

    void grace(Duration time) {
        if (requireNonNull(time, "time").isNegative()) {
            throw new IllegalArgumentException(
                    owner + ": grace needs zero or more, got " + time + "; write for example Duration.ofSeconds(30)");
        }
        grace.set(time);
    }

    /** How an event is numbered; null where nothing was asked for. */
    EventRules.@Nullable Sequence<E> build() {
        if (sequence == null) {
            String needs = " needs numbers; say with sequence(…) how events are numbered";
            firstNumber.requireUnset(needs);
            joinMidStream.requireUnset(needs);
            grace.requireUnset(needs);
        }
        return sequence;
    }

    /** An empty book: without a sequence too, since numbers of unparsed input may be told. */
    SequenceBook book() {
        return new SequenceBook(firstNumber.get(), joinMidStream.get(), grace.get());
    }
}
