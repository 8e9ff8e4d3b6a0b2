// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.benchmarks.ids;

import io.pilotmetrics.integrity.Claim;
import io.pilotmetrics.integrity.CompactIdWindow;
import io.pilotmetrics.integrity.ExactIdWindow;
import io.pilotmetrics.integrity.IdWindow;

/** Ours: an id is claimed, and done at once. A millionth of a second goes by for each. */
final class WindowIds implements IdSubject {

    private static final long TEN_MINUTES_NANOS = 600_000_000_000L;

    private final IdWindow window;
    private final long content;
    private long now;

    WindowIds(IdWindow window, long content) {
        this.window = window;
        this.content = content;
    }

    static IdWindow compact(int size, boolean content) {
        return new CompactIdWindow(TEN_MINUTES_NANOS, size, content, 1, 0);
    }

    static IdWindow exact(int size) {
        return new ExactIdWindow(TEN_MINUTES_NANOS, size);
    }

    @Override
    public boolean first(long id) {
        now += 1_000;
        Claim claim = window.claim(id, content, now);
        boolean first = claim.standing() == IdWindow.Standing.FIRST;
        claim.done(now);
        return first;
    }
}
