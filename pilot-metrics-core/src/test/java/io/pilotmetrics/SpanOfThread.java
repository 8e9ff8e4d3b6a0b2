// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics;

import org.jspecify.annotations.Nullable;

/** The provider that all pilots of these tests find. No span is current but inside of {@link #within}. */
public final class SpanOfThread implements CurrentSpan {

    private static final ThreadLocal<@Nullable Ids> CURRENT = new ThreadLocal<>();

    /** Runs code inside of a span. */
    static void within(Ids span, Runnable code) {
        CURRENT.set(span);
        try {
            code.run();
        } finally {
            CURRENT.remove();
        }
    }

    /** Ids that end with a number. */
    static Ids span(int number) {
        return new Ids(String.format("%032x", 0xabc000 + number), String.format("%016x", 0xdef000 + number));
    }

    @Override
    public @Nullable Ids current() {
        return CURRENT.get();
    }
}
