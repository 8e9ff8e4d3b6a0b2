// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.quarantine;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What one handler's quarantine held at a moment. An immutable value; its text form shows no sample. */
public final class QuarantineSnapshot {

    private final String handler;
    private final List<Sample> samples;
    private final long kept;
    private final long notKept;
    private final long refusedBySink;

    QuarantineSnapshot(String handler, List<Sample> samples, long kept, long notKept, long refusedBySink) {
        this.handler = requireNonNull(handler, "handler");
        this.samples = List.copyOf(samples);
        this.kept = kept;
        this.notKept = notKept;
        this.refusedBySink = refusedBySink;
    }

    /**
     * Whose samples these are.
     *
     * @return the handler's name
     */
    public String handler() {
        return handler;
    }

    /**
     * The samples.
     *
     * @return oldest first
     */
    public List<Sample> samples() {
        return samples;
    }

    /**
     * How many were made into samples since the start, also those that have given way to newer ones.
     *
     * @return 0 or more
     */
    public long kept() {
        return kept;
    }

    /**
     * How many were not made into samples: they came too fast, or no sample could be made of them.
     *
     * @return 0 or more; with {@link #kept()} all that were taken to the quarantine
     */
    public long notKept() {
        return notKept;
    }

    /**
     * How many samples the sink did not take, or failed to.
     *
     * @return 0 or more
     */
    public long refusedBySink() {
        return refusedBySink;
    }

    /**
     * This quarantine as JSON, format {@value SampleWriter#QUARANTINE_FORMAT}.
     *
     * @return one JSON object, without line breaks
     */
    public String toJson() {
        return SampleWriter.write(this);
    }

    /**
     * The samples as lines of JSON, each read by {@link Sample#parse}.
     *
     * @return a line for each sample, ending with a line break
     */
    public String toNdjson() {
        StringBuilder lines = new StringBuilder();
        samples.forEach(sample -> lines.append(sample.toJson()).append('\n'));
        return lines.toString();
    }

    /**
     * A quarantine from its JSON form. Unknown members are passed over.
     *
     * @param json what {@link #toJson()} wrote
     * @return an equal quarantine
     * @throws IllegalArgumentException if it is not JSON, not a quarantine, of another format version, or beyond the bounds of one;
     *     the message says where, and quotes nothing
     */
    public static QuarantineSnapshot parse(String json) {
        return SampleReader.quarantine(requireNonNull(json, "json"));
    }

    @Override
    public boolean equals(@Nullable Object o) {
        return o instanceof QuarantineSnapshot other
                && handler.equals(other.handler)
                && samples.equals(other.samples)
                && kept == other.kept
                && notKept == other.notKept
                && refusedBySink == other.refusedBySink;
    }

    @Override
    public int hashCode() {
        return Objects.hash(handler, samples, kept, notKept, refusedBySink);
    }

    @Override
    public String toString() {
        return "QuarantineSnapshot[" + handler + ", " + samples.size() + " samples, kept=" + kept + ", notKept="
                + notKept + ", refusedBySink=" + refusedBySink + "]";
    }
}
