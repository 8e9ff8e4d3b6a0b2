// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.conversion;

import static java.util.Objects.requireNonNull;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Settings of a {@link QueuedConversionSink}. Everything is optional; {@link #start()} ends it.
 *
 * <p>Defaults: named {@code conversions}, 10,000 conversions queued at most, batches of up to 500, stored at least once a second, a
 * failed batch tried 3 times more with pauses that begin at 100 ms and double up to 5 s, 5 s to close. Not thread-safe.
 */
public final class QueuedConversionSinkBuilder {

    private static final int CAPACITY = 10_000;
    private static final int BATCH = 500;
    private static final int RETRIES = 3;
    private static final Duration FLUSH = Duration.ofSeconds(1);
    private static final Duration BACK_OFF = Duration.ofMillis(100);
    private static final Duration CLOSE = Duration.ofSeconds(5);

    private final ConversionStore store;
    private @Nullable String name;
    private @Nullable Integer capacity;
    private @Nullable Integer batch;
    private @Nullable Integer retries;
    private @Nullable Duration flush;
    private @Nullable Duration backOff;
    private @Nullable Duration close;
    private boolean started;

    QueuedConversionSinkBuilder(ConversionStore store) {
        this.store = store;
    }

    /**
     * What the sink is called in figures, in the log and in its thread's name.
     *
     * @param sink a name that no other sink of the pilot has
     * @return this builder
     * @throws IllegalArgumentException if it is blank
     * @throws IllegalStateException if it was set before
     */
    public QueuedConversionSinkBuilder name(String sink) {
        if (requireNonNull(sink, "sink").isBlank()) {
            throw new IllegalArgumentException(
                    "a conversion sink needs a name that is not blank, for example \"conversions\"");
        }
        name = once("name", name, sink);
        return this;
    }

    /**
     * How many conversions may wait, those in the store's hands included; further ones are refused.
     *
     * @param conversions at least 1; each takes about 200 bytes and its texts
     * @return this builder
     * @throws IllegalArgumentException if it is below 1
     * @throws IllegalStateException if it was set before
     */
    public QueuedConversionSinkBuilder capacity(int conversions) {
        capacity = once("capacity", capacity, atLeast("capacity", 1, conversions));
        return this;
    }

    /**
     * How many conversions are stored together at most. The sink's thread wakes when so many have come.
     *
     * @param conversions at least 1
     * @return this builder
     * @throws IllegalArgumentException if it is below 1
     * @throws IllegalStateException if it was set before
     */
    public QueuedConversionSinkBuilder batch(int conversions) {
        batch = once("batch", batch, atLeast("batch", 1, conversions));
        return this;
    }

    /**
     * How long a conversion waits at most for its batch to fill.
     *
     * @param interval above zero
     * @return this builder
     * @throws IllegalArgumentException if it is zero or negative
     * @throws IllegalStateException if it was set before
     */
    public QueuedConversionSinkBuilder flushEvery(Duration interval) {
        flush = once("flushEvery", flush, aboveZero("flushEvery", interval));
        return this;
    }

    /**
     * How often a batch that failed is tried again before it is counted as not stored.
     *
     * @param times 0 or more
     * @return this builder
     * @throws IllegalArgumentException if it is negative
     * @throws IllegalStateException if it was set before
     */
    public QueuedConversionSinkBuilder retries(int times) {
        retries = once("retries", retries, atLeast("retries", 0, times));
        return this;
    }

    /**
     * The pause before the first retry. It doubles each time up to 5 s, and each is shortened by a random share of up to a half.
     *
     * @param pause above zero
     * @return this builder
     * @throws IllegalArgumentException if it is zero or negative
     * @throws IllegalStateException if it was set before
     */
    public QueuedConversionSinkBuilder backOff(Duration pause) {
        backOff = once("backOff", backOff, aboveZero("backOff", pause));
        return this;
    }

    /**
     * How long {@link QueuedConversionSink#close()} lets the store work on what is queued; it takes at most a second longer.
     *
     * @param limit above zero
     * @return this builder
     * @throws IllegalArgumentException if it is zero or negative
     * @throws IllegalStateException if it was set before
     */
    public QueuedConversionSinkBuilder closeWithin(Duration limit) {
        close = once("closeWithin", close, aboveZero("closeWithin", limit));
        return this;
    }

    /**
     * Opens the store and starts the sink's thread. If the store cannot be opened, this may be called again.
     *
     * @return the sink, to be closed after the pilots that use it
     * @throws UncheckedIOException if the store cannot be opened
     * @throws IllegalArgumentException if the batch is larger than the capacity
     * @throws IllegalStateException if this builder has started one before
     */
    public QueuedConversionSink start() {
        if (started) {
            throw new IllegalStateException(owner() + "this builder has started it before;"
                    + " begin another with QueuedConversionSink.to(…) and a store of its own");
        }
        if (batch != null && batch > capacityOrDefault()) {
            throw new IllegalArgumentException(owner() + "a batch of " + batch + " never fills with a capacity of "
                    + capacityOrDefault() + "; raise .capacity(…)");
        }
        try {
            store.open();
        } catch (IOException e) {
            throw new UncheckedIOException(owner() + e.getMessage(), e);
        }
        started = true;
        return new QueuedConversionSink(this).started();
    }

    private String owner() {
        return "conversion sink \"" + nameOrDefault() + "\": ";
    }

    private <T> T once(String what, @Nullable T earlier, T now) {
        if (earlier != null) {
            throw new IllegalStateException(owner() + what + " was set before, to " + earlier + "; set it once");
        }
        return now;
    }

    private int atLeast(String what, int least, int value) {
        if (value < least) {
            throw new IllegalArgumentException(owner() + what + " needs to be at least " + least + ", got " + value
                    + "; write ." + what + "(" + least + ") or more");
        }
        return value;
    }

    private Duration aboveZero(String what, Duration value) {
        if (requireNonNull(value, what).isNegative() || value.isZero()) {
            throw new IllegalArgumentException(owner() + what + " needs a duration above zero, got " + value
                    + "; write ." + what + "(Duration.ofSeconds(1))");
        }
        return value;
    }

    ConversionStore store() {
        return store;
    }

    String nameOrDefault() {
        return name == null ? "conversions" : name;
    }

    int capacityOrDefault() {
        return capacity == null ? CAPACITY : capacity;
    }

    int batchOrDefault() {
        return batch == null ? Math.min(BATCH, capacityOrDefault()) : batch;
    }

    int retriesOrDefault() {
        return retries == null ? RETRIES : retries;
    }

    long flushNanos() {
        return NANOSECONDS.convert(flush == null ? FLUSH : flush);
    }

    long backOffNanos() {
        return Math.min(NANOSECONDS.convert(backOff == null ? BACK_OFF : backOff), Long.MAX_VALUE >> 21);
    }

    long closeNanos() {
        return NANOSECONDS.convert(close == null ? CLOSE : close);
    }
}
