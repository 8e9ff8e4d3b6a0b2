// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics;

import io.pilotmetrics.export.Sample;
import io.pilotmetrics.export.Series;
import io.pilotmetrics.micrometer.PilotMeterBinder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Samples of one account, or of the pilot as a whole, as they stand: read anew where something was counted or told since, or a second has passed, and
 * shared by all meters of all registries, which read one by one. Thread-safe; two readers may read anew at once, and nobody waits for another.
 */
final class LatestSamples implements PilotMeterBinder.Part {

    private static final long SHARED_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** Aged from its end, so that no reading is old before it is used. */
    private record Reading(long ticket, long stamp, long endedAt, Map<Series, Sample> samples) {}

    private final LongSupplier stamp;
    private final Supplier<List<Sample>> read;
    private final LongSupplier nanos;
    private final AtomicLong tickets = new AtomicLong();
    private final AtomicReference<@Nullable Reading> last = new AtomicReference<>();

    private LatestSamples(LongSupplier stamp, Supplier<List<Sample>> read, LongSupplier nanos) {
        this.stamp = stamp;
        this.read = read;
        this.nanos = nanos;
    }

    /**
     * Of one handler or operation, nothing read yet.
     *
     * @param stamp a number that changes when something is counted or told; cheap
     * @param read reads the samples
     * @param nanos real time, whatever the pilot's clock: meters must not stand still with it
     */
    static LatestSamples ofAccount(LongSupplier stamp, Supplier<List<Sample>> read, LongSupplier nanos) {
        return new LatestSamples(stamp, read, nanos);
    }

    /**
     * Of the pilot as a whole, which is judged for it: at most once a second.
     *
     * @param read reads the samples
     * @param nanos real time, whatever the pilot's clock
     */
    static LatestSamples ofWhole(Supplier<List<Sample>> read, LongSupplier nanos) {
        return new LatestSamples(() -> 0, read, nanos);
    }

    @Override
    public Map<Series, Sample> now() {
        long ticket = tickets.incrementAndGet();
        long counted = stamp.getAsLong(); // before the reading: what is counted meanwhile is read the next time
        Reading known = last.get();
        if (known != null && known.stamp() == counted && nanos.getAsLong() - known.endedAt() < SHARED_NANOS) {
            return known.samples();
        }
        Map<Series, Sample> samples = new HashMap<>();
        read.get().forEach(sample -> samples.put(sample.series(), sample));
        Reading fresh = new Reading(ticket, counted, nanos.getAsLong(), samples);
        // A reader that began earlier and took longer must not put back what is older: no counter falls.
        last.accumulateAndGet(fresh, (a, b) -> a == null || b.ticket() > a.ticket() ? b : a);
        return samples;
    }

    @Override
    public Map<Series, Sample> seen() {
        Reading known = last.get();
        return known == null ? now() : known.samples();
    }
}
