// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.otel;

import io.pilotmetrics.export.Sample;
import io.pilotmetrics.snapshot.LatencySnapshot;
import java.util.HashMap;
import java.util.Map;

/**
 * What one reader has been told, to take it from what there is now. Not thread-safe.
 *
 * <p>A count that fell, as one of merged instances may when an instance has left, begins anew: no delta is negative.
 */
final class Deltas {

    private final Map<io.pilotmetrics.export.Series, Sample> told = new HashMap<>();
    private final Map<String, Long> toldAt = new HashMap<>(); // by pilot, in nanoseconds since 1970

    /** From when on a delta of a pilot counts that is taken now: since the last one, or since the pilot began. */
    long from(String pilot, long startedAt, long now) {
        Long last = toldAt.put(pilot, now);
        return last == null ? startedAt : Math.min(last, now); // the wall clock may be set back
    }

    /** What a sample has counted since it was told last; what does not count stays as it is. */
    Sample since(Sample sample) {
        if (sample instanceof Sample.Value) {
            return sample;
        }
        Sample before = told.put(sample.series(), sample);
        if (sample instanceof Sample.Count count && before instanceof Sample.Count earlier) {
            boolean fell = count.total() < earlier.total();
            return fell ? count : new Sample.Count(count.metric(), count.labels(), count.total() - earlier.total());
        }
        if (sample instanceof Sample.Durations now && before instanceof Sample.Durations earlier) {
            LatencySnapshot latency = now.latency();
            boolean fell = latency.count() < earlier.latency().count();
            return new Sample.Durations(
                    now.metric(),
                    now.labels(),
                    fell ? latency : latency.minus(earlier.latency()),
                    now.exemplars().stream()
                            .filter(exemplar -> !earlier.exemplars().contains(exemplar))
                            .toList());
        }
        return sample;
    }
}
