// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.benchmarks.sequences;

import io.pilotmetrics.benchmarks.handler.Lead;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Who keeps the numbers of sources. */
public enum SequencePeer {
    /** Ours. */
    PILOT_METRICS("pilot-metrics", PilotBook::new),
    /** A map of locked Roaring bitmaps of the numbers that arrived. */
    ROARING_SEEN("map of Roaring, seen", () -> new SourceMap(RoaringSeen::new)),
    /** A map of the highest number and a Roaring bitmap of the missing ones, locked. */
    ROARING_MISSING("map of Roaring, missing", () -> new SourceMap(RoaringMissing::new)),
    /** A map of the highest number and a tree of the missing ones, locked. */
    TREE_MISSING("map of TreeSet, missing", () -> new SourceMap(TreeMissing::unbounded)),
    /** Nobody: the baseline. */
    NONE("no numbers", Nobody::new);

    private static final class Nobody implements NumberBook {
        @Override
        public void seen(String source, long number) {}

        @Override
        public long[] missing(String source) {
            return new long[0];
        }
    }

    private final String label;

    @SuppressWarnings("ImmutableEnumChecker") // It is a constructor.
    private final Supplier<NumberBook> factory;

    SequencePeer(String label, Supplier<NumberBook> factory) {
        this.label = label;
        this.factory = factory;
    }

    /**
     * An empty book that keeps all numbers.
     *
     * @return the book
     */
    public NumberBook create() {
        return factory.get();
    }

    /**
     * Wraps a call so that it is accounted for by our library, and its numbers by whoever this is.
     *
     * @param code the user's code
     * @return the call
     */
    public NumberedCall wrap(Consumer<Lead> code) {
        return switch (this) {
            case PILOT_METRICS -> NumberedCall.ofOurs(code);
            case NONE -> NumberedCall.ofNobody(code);
            case TREE_MISSING -> NumberedCall.of(new SourceMap(TreeMissing::bounded), code);
            case ROARING_SEEN, ROARING_MISSING -> NumberedCall.of(create(), code);
        };
    }

    /**
     * How tables call it.
     *
     * @return its name
     */
    public String label() {
        return label;
    }
}
