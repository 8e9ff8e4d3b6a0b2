// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.quarantine;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Sets a {@link Quarantine} up: by default 100 samples, 2 a second for each reason, no field shown, a random key, no sink. Not
 * thread-safe.
 *
 * @param <E> the event's type
 */
public final class QuarantineBuilder<E> {

    private static final int MAX_CAPACITY = 1_000;
    private static final int MAX_PER_SECOND = 100;

    private final String handler;
    private final String owner;
    private @Nullable Integer capacity;
    private @Nullable Integer perSecond;
    private @Nullable Redaction<E> redaction;
    private @Nullable HashKey key;
    private @Nullable Function<? super E, ?> id;
    private @Nullable SampleSink sink;
    private @Nullable Supplier<Instant> wall;

    QuarantineBuilder(String handler) {
        this.handler = Text.cut(requireNonNull(handler, "handler"), Text.MAX_NAME);
        this.owner = "quarantine of \"" + this.handler + "\"";
    }

    /**
     * Which fields samples have, and which are shown. Default: {@link Redaction#byDefault()}.
     *
     * @param fields the redaction
     * @return this builder
     * @throws IllegalStateException if it was set before
     */
    public QuarantineBuilder<E> redaction(Redaction<E> fields) {
        requireUnset("redaction", redaction, ", to " + redaction);
        redaction = requireNonNull(fields, "fields");
        return this;
    }

    /**
     * The key that values are hashed with. Default: a random one, so that hashes compare within this quarantine only.
     *
     * @param hashKey the key
     * @return this builder
     * @throws IllegalStateException if it was set before
     */
    public QuarantineBuilder<E> key(HashKey hashKey) {
        requireUnset("key", key, ", to " + key);
        key = requireNonNull(hashKey, "hashKey");
        return this;
    }

    /**
     * The event's id, of which samples show a hash. Default: none. It is asked only for an event that becomes a sample.
     *
     * @param extractor gives the id; null means that the event has none
     * @return this builder
     * @throws IllegalStateException if it was set before
     */
    public QuarantineBuilder<E> id(Function<? super E, ?> extractor) {
        requireUnset("id", id, "");
        id = requireNonNull(extractor, "extractor");
        return this;
    }

    /**
     * Where samples go besides memory. Default: nowhere.
     *
     * @param takes what takes them
     * @return this builder
     * @throws IllegalStateException if it was set before
     */
    public QuarantineBuilder<E> sink(SampleSink takes) {
        requireUnset("sink", sink, "");
        sink = requireNonNull(takes, "takes");
        return this;
    }

    /**
     * How many samples are kept. Default: 100.
     *
     * @param samples 1 to 1,000
     * @return this builder
     * @throws IllegalArgumentException if {@code samples} is outside
     * @throws IllegalStateException if it was set before
     */
    public QuarantineBuilder<E> capacity(int samples) {
        requireUnset("capacity", capacity, ", to " + capacity);
        capacity = within(samples, MAX_CAPACITY, "capacity");
        return this;
    }

    /**
     * How many samples of one reason are made in a second. Default: 2. A sample of ten fields takes some 6 microseconds and your
     * functions' time, on the thread that had the event; one that is not made, 6 nanoseconds.
     *
     * @param samples 1 to 100
     * @return this builder
     * @throws IllegalArgumentException if {@code samples} is outside
     * @throws IllegalStateException if it was set before
     */
    public QuarantineBuilder<E> perSecond(int samples) {
        requireUnset("perSecond", perSecond, ", to " + perSecond);
        perSecond = within(samples, MAX_PER_SECOND, "perSecond");
        return this;
    }

    /** A second value is refused; the first is shown where it has a text, which functions have not. */
    private void requireUnset(String setting, @Nullable Object earlier, String shown) {
        if (earlier != null) {
            throw new IllegalStateException(owner + ": " + setting + " was set before" + shown + "; set it once");
        }
    }

    private int within(int value, int max, String what) {
        if (value < 1 || value > max) {
            throw new IllegalArgumentException(owner + ": " + what + " needs 1 to " + max + ", got " + value);
        }
        return value;
    }

    /**
     * The wall clock that dates samples. Default: the machine's.
     *
     * @param clock gives the time
     * @return this builder
     * @throws IllegalStateException if it was set before
     */
    public QuarantineBuilder<E> wall(Supplier<Instant> clock) {
        requireUnset("wall", wall, "");
        wall = requireNonNull(clock, "clock");
        return this;
    }

    /**
     * Creates the quarantine.
     *
     * @return empty
     */
    public Quarantine<E> build() {
        return new Quarantine<>(this);
    }

    String handler() {
        return handler;
    }

    int capacity() {
        return capacity == null ? 100 : capacity;
    }

    int perSecond() {
        return perSecond == null ? 2 : perSecond;
    }

    Redaction<E> redaction() {
        return redaction == null ? Redaction.byDefault() : redaction;
    }

    HashKey key() {
        return key == null ? HashKey.random() : key;
    }

    @Nullable
    Function<? super E, ?> id() {
        return id;
    }

    @Nullable
    SampleSink sink() {
        return sink;
    }

    Supplier<Instant> wall() {
        return wall == null ? Instant::now : wall;
    }
}
