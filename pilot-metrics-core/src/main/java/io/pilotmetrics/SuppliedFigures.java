// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics;

import io.pilotmetrics.snapshot.Figure;
import io.pilotmetrics.snapshot.FigureSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The sources of figures, and what they said last. Thread-safe; a source is asked on the thread of whoever calls. */
final class SuppliedFigures {

    /** Long enough for all gauges of one scrape, short enough for none to look old. */
    private static final long SHARED_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** Aged from its end: a source that takes longer than that would otherwise be asked again by the next gauge. */
    private record Reading(List<Figure> figures, long endedAt) {}

    private final List<FigureSource> sources;
    private final Warnings warnings;
    private final LongSupplier nanos;
    private final AtomicBoolean sharing = new AtomicBoolean();
    private volatile @Nullable Reading last;

    /**
     * Nothing asked yet.
     *
     * @param sources the first sources
     * @param warnings where a source's faults go
     * @param nanos real time, whatever the pilot's clock: gauges must not stand still with it
     */
    SuppliedFigures(Collection<FigureSource> sources, Warnings warnings, LongSupplier nanos) {
        this.sources = new CopyOnWriteArrayList<>(sources);
        this.warnings = warnings;
        this.nanos = nanos;
    }

    void add(FigureSource source) {
        sources.add(source);
    }

    /** Asks each source once. What one leaves out, an objective on it says: it is absent. */
    List<Figure> ask() {
        List<Figure> figures = new ArrayList<>();
        for (FigureSource source : sources) {
            try {
                figures.addAll(List.copyOf(source.figures())); // here, since a list may hold nulls, or throw when read
            } catch (Throwable e) {
                warnings.once(
                        source,
                        "a figure source threw " + e.getClass().getName()
                                + " or gave a null; snapshots go without its figures; let it give an empty list instead");
            }
        }
        List<Figure> read = List.copyOf(figures);
        last = new Reading(read, nanos.getAsLong());
        return read;
    }

    /** What was said last, asked anew by one of its readers once that is a second old; the others do not wait. */
    List<Figure> shared() {
        if (!fresh() && sharing.compareAndSet(false, true)) {
            try {
                if (!fresh()) { // another reader may have asked in between
                    return ask();
                }
            } finally {
                sharing.set(false);
            }
        }
        return last();
    }

    private boolean fresh() {
        Reading known = last;
        return known != null && nanos.getAsLong() - known.endedAt() < SHARED_NANOS;
    }

    /** What was said last; asks nobody. */
    List<Figure> last() {
        Reading known = last;
        return known == null ? List.of() : known.figures();
    }
}
