// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics;

import static java.util.Objects.requireNonNull;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.pilotmetrics.account.EventRules;
import io.pilotmetrics.account.WallClock;
import io.pilotmetrics.integrity.Numbering;
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
    private final Once<Long> reorderDistance;
    private final Once<Integer> numberBits;
    private final Once<Integer> maxGaps;

    SequenceSettings(String owner) {
        this.owner = owner;
        this.firstNumber = new Once<>(owner, "firstNumber", 1L);
        this.joinMidStream = new Once<>(owner, "joinMidStream", false);
        this.grace = new Once<>(owner, "grace", Duration.ofSeconds(30));
        this.reorderDistance = new Once<>(owner, "reorderDistance", Long.MAX_VALUE);
        this.numberBits = new Once<>(owner, "numberBits", Numbering.UNBOUNDED);
        this.maxGaps = new Once<>(owner, "maxGaps", 1_000_000);
    }

    void sequence(
            Function<? super E, ? extends @Nullable String> source,
            @Nullable ToLongFunction<? super E> epoch,
            ToLongFunction<? super E> number) {
        Once.requireFirst(owner, "its sequence", sequence, "an event has one number");
        sequence = new EventRules.Sequence<>(requireNonNull(source, "source"), epoch, requireNonNull(number, "number"));
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

    void reorderDistance(long numbers) {
        if (numbers < 1) {
            throw new IllegalArgumentException(owner + ": reorderDistance needs 1 or more, got " + numbers
                    + "; write how far apart numbers may arrive that were sent one after another, for example"
                    + " reorderDistance(1_000)");
        }
        reorderDistance.set(numbers);
    }

    void numberBits(int bits) {
        if (bits < 16 || bits > Numbering.UNBOUNDED) {
            throw new IllegalArgumentException(owner + ": numberBits needs 16 to " + Numbering.UNBOUNDED + ", got "
                    + bits + "; write numberBits(32) where after 4294967295 comes 0");
        }
        numberBits.set(bits);
    }

    void maxGaps(int gaps) {
        if (gaps < 1 || gaps > 1_000_000_000) {
            throw new IllegalArgumentException(
                    owner + ": maxGaps needs 1 to 1,000,000,000, got " + gaps + "; leave it out for 1,000,000");
        }
        maxGaps.set(gaps);
    }

    /** How an event is numbered; null where nothing was asked for. */
    EventRules.@Nullable Sequence<E> build() {
        if (sequence == null) {
            String needs = " needs numbers; say with sequence(…) how events are numbered";
            firstNumber.requireUnset(needs);
            joinMidStream.requireUnset(needs);
            grace.requireUnset(needs);
            reorderDistance.requireUnset(needs);
            numberBits.requireUnset(needs);
            maxGaps.requireUnset(needs);
        }
        return sequence;
    }

    /** An empty book: without a sequence too, since numbers of unparsed input may be told. */
    SequenceBook book(WallClock wall) {
        Numbering numbering = new Numbering(
                firstNumber.get(),
                joinMidStream.get(),
                sequence == null || sequence.epoch() != null,
                numberBits.get(),
                NANOSECONDS.convert(grace.get()),
                reorderDistance.get(),
                maxGaps.get());
        return new SequenceBook(numbering, wall::at);
    }
}
