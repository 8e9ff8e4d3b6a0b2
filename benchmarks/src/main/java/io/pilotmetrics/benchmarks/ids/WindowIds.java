// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.benchmarks.ids;

import io.pilotmetrics.integrity.Claim;
import io.pilotmetrics.integrity.CompactIdWindow;
import io.pilotmetrics.integrity.ExactIdWindow;
import io.pilotmetrics.integrity.IdWindow;

/** Ours: an id is claimed, and done at once. Half as many more as it remembers come in a window, so that there are ids of all ages. */
final class WindowIds implements IdSubject {

    private static final long TEN_MINUTES_NANOS = 600_000_000_000L;

    private final IdWindow window;
    private final long content;
    private final long stepNanos;
    private long now;

    WindowIds(IdWindow window, long content, int size) {
        this.window = window;
        this.content = content;
        this.stepNanos = TEN_MINUTES_NANOS / (size * 3L / 2);
    }

    static IdWindow compact(int size, boolean content) {
        return new CompactIdWindow(TEN_MINUTES_NANOS, size, content, 1, 0);
    }

    static IdWindow exact(int size) {
        return new ExactIdWindow(TEN_MINUTES_NANOS, size, 0);
    }

    @Override
    public boolean first(long id) {
        now += stepNanos;
        Claim claim = window.claim(id, content, now);
        boolean first = claim.standing() == IdWindow.Standing.FIRST;
        claim.done(now);
        return first;
    }
}
