// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.otel;

import io.pilotmetrics.export.Sample;
import io.pilotmetrics.snapshot.LatencySnapshot;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The most that one reader has been told, to take it from what there is now. Not thread-safe.
 *
 * <p>Counts of a process never fall. Those of merged instances do when one has left: each series then tells nothing until it is beyond what it told,
 * so that no delta is negative. Two series of such a snapshot need not agree until then.
 */
final class Deltas {

    private final Map<io.pilotmetrics.export.Series, Sample> told = new HashMap<>();
    private final Map<String, Long> toldAt = new HashMap<>(); // by pilot, in nanoseconds since 1970

    /** From when on a delta of a pilot counts that is taken now: since the last one, or since the pilot began. */
    long from(String pilot, long startedAt, long now) {
        Long last = toldAt.get(pilot);
        toldAt.put(pilot, last == null ? now : Math.max(last, now)); // the wall clock may be set back
        return last == null ? startedAt : Math.min(last, now);
    }

    /** What a sample has counted since it was told last; what does not count stays as it is. */
    Sample since(Sample sample) {
        if (sample instanceof Sample.Count count) {
            return since(count);
        }
        return sample instanceof Sample.Durations durations ? since(durations) : sample;
    }

    private Sample since(Sample.Count now) {
        long before = told.get(now.series()) instanceof Sample.Count count ? count.total() : 0;
        if (now.total() >= before) {
            told.put(now.series(), now);
        }
        return new Sample.Count(now.metric(), now.labels(), Math.max(0, now.total() - before));
    }

    private Sample since(Sample.Durations now) {
        if (!(told.get(now.series()) instanceof Sample.Durations before)) {
            told.put(now.series(), now);
            return now;
        }
        boolean fell = now.latency().count() < before.latency().count()
                || now.latency().sumNanos() < before.latency().sumNanos();
        if (fell) {
            return new Sample.Durations(now.metric(), now.labels(), LatencySnapshot.EMPTY, List.of());
        }
        told.put(now.series(), now);
        return new Sample.Durations(
                now.metric(),
                now.labels(),
                now.latency().minus(before.latency()),
                now.exemplars().stream()
                        .filter(exemplar -> !before.exemplars().contains(exemplar))
                        .toList());
    }
}
