// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.quarantine;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One malformed or conflicting event, or one input that never became an event, as far as it may be shown.
 *
 * <p>An immutable value: two samples with equal parts are equal. It holds no event, no id and no input; its fields are {@linkplain
 * Redaction redacted}. Its text form shows no field.
 */
public final class Sample {

    /** What was wrong. */
    public enum Kind {
        /** A rule named the event. */
        MALFORMED,
        /** The id is known, with other content. */
        CONFLICTING,
        /** The input could not be parsed. */
        UNPARSED
    }

    private final Parts parts;

    Sample(Parts parts) {
        this.parts = parts;
    }

    /** All that a sample is made of. */
    record Parts(Head head, Content content, Fingerprints fingerprints, Input input) {}

    /** What every sample has. */
    record Head(Instant when, String handler, Kind kind, String reason) {
        Head {
            requireNonNull(when, "when");
            requireNonNull(handler, "handler");
            requireNonNull(kind, "kind");
            requireNonNull(reason, "reason");
        }
    }

    /** What is shown of an event. */
    record Content(@Nullable SampleField id, List<SampleField> fields, int leftOut) {

        static final Content NONE = new Content(null, List.of(), 0);

        Content {
            fields = List.copyOf(fields);
        }
    }

    /** The hashed contents of an event and of the one that it conflicts with. */
    record Fingerprints(@Nullable String first, @Nullable String own) {
        static final Fingerprints NONE = new Fingerprints(null, null);
    }

    /** What is told of input that never became an event. */
    record Input(long length, @Nullable String hash) {
        static final Input NONE = new Input(-1, null);
    }

    /**
     * When it was seen.
     *
     * @return by the pilot's wall clock
     */
    public Instant when() {
        return parts.head().when();
    }

    /**
     * Whose event it was.
     *
     * @return the handler's name
     */
    public String handler() {
        return parts.head().handler();
    }

    /**
     * What was wrong.
     *
     * @return the kind
     */
    public Kind kind() {
        return parts.head().kind();
    }

    /**
     * Why: the rule's name, or what your code said of the input; {@code conflicting} for a conflict.
     *
     * @return the reason, at most 100 characters. One given for input that could not be parsed is a hash unless it is one word of
     *     letters, digits and {@code _-.:/}, since a parser's message may quote what it read
     */
    public String reason() {
        return parts.head().reason();
    }

    /**
     * The event's id, hashed.
     *
     * @return a field that is hashed, null, or failed where the extractor threw; null where the handler has no id or there was no
     *     event
     */
    public @Nullable SampleField id() {
        return parts.content().id();
    }

    /**
     * The event's fields as far as they may be shown.
     *
     * @return at most 32, in the event's order; empty for input that could not be parsed
     */
    public List<SampleField> fields() {
        return parts.content().fields();
    }

    /**
     * How many fields the event had beyond those in {@link #fields()}.
     *
     * @return 0 or more
     */
    public int fieldsLeftOut() {
        return parts.content().leftOut();
    }

    /**
     * The fingerprint of the content that came first with this id, hashed. Contents that are equal have equal ones, first or not; of those
     * that differ 1 in 65,536 have, unless the handler has exact ids.
     *
     * @return what {@link HashKey} makes of it; null unless the kind is {@link Kind#CONFLICTING}
     */
    public @Nullable String firstFingerprint() {
        return parts.fingerprints().first();
    }

    /**
     * The fingerprint of this event's content, hashed.
     *
     * @return what {@link HashKey} makes of it; null unless the kind is {@link Kind#CONFLICTING}
     */
    public @Nullable String fingerprint() {
        return parts.fingerprints().own();
    }

    /**
     * The length of the input that could not be parsed.
     *
     * @return in bytes, or in characters where it was given as text; -1 where it was not given, or there was an event
     */
    public long inputLength() {
        return parts.input().length();
    }

    /**
     * The input that could not be parsed, hashed.
     *
     * @return what {@link HashKey} makes of it; null where it was not given, or there was an event
     */
    public @Nullable String inputHash() {
        return parts.input().hash();
    }

    /**
     * This sample as JSON, format {@value SampleWriter#FORMAT}.
     *
     * @return one JSON object, without line breaks
     */
    public String toJson() {
        return SampleWriter.write(this);
    }

    /**
     * A sample from its JSON form. Unknown members are passed over.
     *
     * @param json what {@link #toJson()} wrote
     * @return an equal sample
     * @throws IllegalArgumentException if it is not JSON, not a sample, of another format version, or beyond the bounds of one;
     *     the message says where, and quotes nothing
     */
    public static Sample parse(String json) {
        return SampleReader.sample(requireNonNull(json, "json"));
    }

    @Override
    public boolean equals(@Nullable Object o) {
        return o instanceof Sample other && parts.equals(other.parts);
    }

    @Override
    public int hashCode() {
        return parts.hashCode();
    }

    /** When, where and why; no field. */
    @Override
    public String toString() {
        return "Sample[" + kind() + " " + reason() + ", handler=" + handler() + ", when=" + when() + ", "
                + fields().size() + " fields]";
    }
}
