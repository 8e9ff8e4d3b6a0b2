// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.quarantine;

import io.pilotmetrics.quarantine.Sample.Content;
import io.pilotmetrics.quarantine.Sample.Fingerprints;
import io.pilotmetrics.quarantine.Sample.Head;
import io.pilotmetrics.quarantine.Sample.Input;
import io.pilotmetrics.quarantine.Sample.Kind;
import java.time.Instant;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps samples of one handler's malformed and conflicting events, redacted and bounded.
 *
 * <ul>
 *   <li>At most {@linkplain QuarantineBuilder#capacity 100} samples are kept, the newest. When it is full, the oldest of the reason
 *       that has most gives way, so that one noisy reason does not push out the others.
 *   <li>Of each reason at most {@linkplain QuarantineBuilder#perSecond 2} a second are made into samples, and reasons beyond 64 share
 *       one allowance; the others are counted as {@linkplain QuarantineSnapshot#notKept() not kept}, at the cost of a look-up.
 *   <li>Any number of threads may call this. It never blocks and never throws, whatever the redaction, the sink or the event do, and
 *       holds no event.
 *   <li>Memory: 100 samples of ten fields and an id take 120 KB; a sample at most 25 KB.
 * </ul>
 *
 * @param <E> the event's type
 */
public final class Quarantine<E> {

    private static final String CONFLICTING = "conflicting";

    private final String handler;
    private final Redaction<E> redaction;
    private final HashKey key;
    private final @Nullable Function<? super E, ?> id;
    private final @Nullable SampleSink sink;
    private final Supplier<Instant> wall;

    private final Gates malformed;
    private final Gates conflicting;
    private final Gates unparsed;
    private final Store store;
    private final LongAdder kept = new LongAdder();
    private final LongAdder notKept = new LongAdder();
    private final LongAdder refusedBySink = new LongAdder();

    Quarantine(QuarantineBuilder<E> builder) {
        handler = builder.handler();
        redaction = builder.redaction();
        key = builder.key();
        id = builder.id();
        sink = builder.sink();
        wall = builder.wall();
        malformed = new Gates(builder.perSecond());
        conflicting = new Gates(builder.perSecond());
        unparsed = new Gates(builder.perSecond());
        store = new Store(builder.capacity());
    }

    /**
     * A quarantine to be set up.
     *
     * @param handler the handler's name
     * @param <E> the event's type
     * @return its builder
     */
    public static <E> QuarantineBuilder<E> builder(String handler) {
        return new QuarantineBuilder<>(handler);
    }

    /**
     * Takes an event that a rule named malformed.
     *
     * @param reason the rule's name
     * @param event the event; not kept
     * @param now the monotonic clock, in nanoseconds
     */
    public void malformed(String reason, E event, long now) {
        try {
            if (malformed.pass(reason, now)) {
                keep(ofEvent(Kind.MALFORMED, Text.cut(reason, Text.MAX_NAME), event, Fingerprints.NONE));
            } else {
                notKept.increment();
            }
        } catch (Throwable e) {
            notKept.increment();
        }
    }

    /**
     * Takes an event whose id is known with other content.
     *
     * @param event the event that came later; not kept
     * @param first the fingerprint of the first content; hashed, not shown
     * @param fingerprint the fingerprint of this content; hashed, not shown
     * @param now the monotonic clock, in nanoseconds
     */
    public void conflicting(E event, long first, long fingerprint, long now) {
        try {
            if (conflicting.pass(CONFLICTING, now)) {
                keep(ofEvent(
                        Kind.CONFLICTING,
                        CONFLICTING,
                        event,
                        new Fingerprints(key.hash(first), key.hash(fingerprint))));
            } else {
                notKept.increment();
            }
        } catch (Throwable e) {
            notKept.increment();
        }
    }

    /**
     * Takes notice of input that could not be parsed.
     *
     * @param reason why
     * @param now the monotonic clock, in nanoseconds
     */
    public void unparsed(String reason, long now) {
        takeUnparsed(reason, null, now);
    }

    /**
     * Takes notice of input that could not be parsed, and how long it was.
     *
     * @param reason why
     * @param input the input; hashed, not kept; null means that it is not at hand
     * @param now the monotonic clock, in nanoseconds
     */
    public void unparsed(String reason, byte @Nullable [] input, long now) {
        takeUnparsed(reason, input, now);
    }

    /**
     * Takes notice of text that could not be parsed, and how long it was.
     *
     * @param reason why
     * @param input the input; hashed, not kept; null means that it is not at hand
     * @param now the monotonic clock, in nanoseconds
     */
    public void unparsed(String reason, @Nullable String input, long now) {
        takeUnparsed(reason, input, now);
    }

    private void takeUnparsed(String reason, @Nullable Object input, long now) {
        try {
            if (unparsed.pass(reason, now)) {
                Head head = new Head(wall.get(), handler, Kind.UNPARSED, Text.nameOrHash(reason, key));
                keep(new Sample.Parts(head, Content.NONE, Fingerprints.NONE, told(input)));
            } else {
                notKept.increment();
            }
        } catch (Throwable e) {
            notKept.increment();
        }
    }

    private Input told(@Nullable Object input) {
        if (input instanceof byte[] bytes) {
            return new Input(bytes.length, key.hash(bytes));
        }
        return input instanceof String text ? new Input(text.length(), key.hash(text)) : Input.NONE;
    }

    private Sample.Parts ofEvent(Kind kind, String reason, E event, Fingerprints fingerprints) {
        Rendering<E> rendering = new Rendering<>(redaction, key).of(event);
        SampleField shownId = id == null ? null : Rendering.id(id, event, key);
        return new Sample.Parts(
                new Head(wall.get(), handler, kind, reason),
                new Content(shownId, rendering.fields(), rendering.leftOut()),
                fingerprints,
                Input.NONE);
    }

    private void keep(Sample.Parts parts) {
        Sample sample = new Sample(parts);
        store.add(sample);
        kept.increment();
        if (sink != null && !taken(sink, sample)) {
            refusedBySink.increment();
        }
    }

    private static boolean taken(SampleSink sink, Sample sample) {
        try {
            return sink.offer(sample);
        } catch (Throwable e) {
            return false;
        }
    }

    /**
     * What is kept now.
     *
     * @return an immutable value
     */
    public QuarantineSnapshot snapshot() {
        return new QuarantineSnapshot(handler, store.samples(), kept.sum(), notKept.sum(), refusedBySink.sum());
    }

    /** The handler and what is shown of its events; no sample. */
    @Override
    public String toString() {
        return "Quarantine[" + handler + ", " + redaction + "]";
    }
}
