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
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Samples of one account as they stand: read anew where something was counted since or a second has passed, and shared by all meters of all
 * registries, which read one by one. Thread-safe; two readers may read anew at once, and nobody waits for another.
 */
final class LatestSamples implements PilotMeterBinder.Part {

    private static final long SHARED_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** Aged from its end, so that no reading is old before it is used. */
    private record Reading(long stamp, long endedAt, Map<Series, Sample> samples) {}

    private final LongSupplier stamp;
    private final Supplier<List<Sample>> read;
    private final boolean cheap;
    private final LongSupplier nanos;
    private volatile @Nullable Reading last;

    private LatestSamples(LongSupplier stamp, Supplier<List<Sample>> read, boolean cheap, LongSupplier nanos) {
        this.stamp = stamp;
        this.read = read;
        this.cheap = cheap;
        this.nanos = nanos;
    }

    /**
     * Of one handler or operation, nothing read yet.
     *
     * @param stamp a number that changes when something is counted; cheap
     * @param read reads the samples
     * @param nanos real time, whatever the pilot's clock: meters must not stand still with it
     */
    static LatestSamples ofAccount(LongSupplier stamp, Supplier<List<Sample>> read, LongSupplier nanos) {
        return new LatestSamples(stamp, read, true, nanos);
    }

    /**
     * Of the pilot as a whole, which is judged for it: at most once a second, and only where a meter is read.
     *
     * @param read reads the samples
     * @param nanos real time, whatever the pilot's clock
     */
    static LatestSamples ofWhole(Supplier<List<Sample>> read, LongSupplier nanos) {
        return new LatestSamples(() -> 0, read, false, nanos);
    }

    @Override
    public Map<Series, Sample> now() {
        long counted = stamp.getAsLong(); // before the reading: what is counted meanwhile is read the next time
        Reading known = last;
        if (known != null && known.stamp() == counted && nanos.getAsLong() - known.endedAt() < SHARED_NANOS) {
            return known.samples();
        }
        Map<Series, Sample> samples = new HashMap<>();
        read.get().forEach(sample -> samples.put(sample.series(), sample));
        last = new Reading(counted, nanos.getAsLong(), samples);
        return samples;
    }

    @Override
    public Map<Series, Sample> seen() {
        Reading known = last;
        return cheap ? now() : known == null ? Map.of() : known.samples();
    }
}
