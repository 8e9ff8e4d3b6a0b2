// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics;

import io.pilotmetrics.account.ExemplarSource;
import io.pilotmetrics.snapshot.Exemplar;
import java.time.Instant;
import java.util.Iterator;
import java.util.ServiceLoader;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Exemplars of whatever span is current. Thread-safe, and never throws but what the JVM itself does. */
final class SampledSpans implements ExemplarSource {

    private static final String MEND =
            "; there are no exemplars: put on the class path what it needs, or say exemplars(CurrentSpan.NONE)";

    private final CurrentSpan span;
    private final Supplier<Instant> wall;
    private final Warnings warnings;
    private volatile boolean over;

    private SampledSpans(CurrentSpan span, Supplier<Instant> wall, Warnings warnings) {
        this.span = span;
        this.wall = wall;
        this.warnings = warnings;
    }

    /**
     * Of a span that was given.
     *
     * @return null where none is ever current
     */
    static @Nullable SampledSpans of(@Nullable CurrentSpan span, Supplier<Instant> wall, Warnings warnings) {
        return span == null || span == CurrentSpan.NONE ? null : new SampledSpans(span, wall, warnings);
    }

    /**
     * The first provider that there is.
     *
     * @param loader where to look; that of {@link CurrentSpan} finds whatever lies beside this library, whichever thread builds a pilot. The
     *     thread's own depends on who builds: in a pool it may know nothing of the application, or another copy of this library
     * @return null where there is none, or it cannot be loaded
     */
    static @Nullable CurrentSpan found(ClassLoader loader, Warnings warnings) {
        try {
            Iterator<CurrentSpan> providers =
                    ServiceLoader.load(CurrentSpan.class, loader).iterator();
            return providers.hasNext() ? providers.next() : null;
        } catch (Throwable e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            warnings.once("a provider of " + CurrentSpan.class.getName() + " cannot be loaded ("
                    + cause.getClass().getName() + ", logged once)" + MEND);
            return null;
        }
    }

    @Override
    public @Nullable Exemplar endedNow(long durationNanos) {
        if (over) {
            return null;
        }
        try {
            CurrentSpan.Ids ids = span.current();
            return ids == null ? null : new Exemplar(durationNanos, wall.get(), ids.traceId(), ids.spanId());
        } catch (VirtualMachineError e) { // the stack of the call ends here, or the memory: no fault of the span's
            return null;
        } catch (Throwable e) {
            over = true;
            warnings.once(
                    this,
                    "the current span cannot be read (" + e.getClass().getName() + " from "
                            + span.getClass().getName() + ", logged once)" + MEND);
            return null;
        }
    }
}
