// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.account;

import io.pilotmetrics.snapshot.SampleRatio;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * The first {@value SampleRatio#MOST_USERS} distinct users of a handler, as hashes, counted by cohort. Takes 1 MB; hashes are neither
 * written nor shown. Thread-safe, and nobody waits.
 */
final class UserSample {

    private static final int PLACES = 2 * SampleRatio.MOST_USERS; // a power of two, at most half full

    private final AtomicLongArray hashes = new AtomicLongArray(PLACES);
    private final AtomicInteger pilot = new AtomicInteger();
    private final AtomicInteger control = new AtomicInteger();

    /** Notes a user; as many more than the bound may be kept as threads bring new ones at the same moment. */
    void seen(long hash, boolean inPilot) {
        if (pilot.get() + control.get() >= SampleRatio.MOST_USERS) {
            return;
        }
        long user = hash == 0 ? 1 : hash;
        for (int place = (int) user & (PLACES - 1); ; place = (place + 1) & (PLACES - 1)) {
            long kept = hashes.getAcquire(place);
            if (kept == 0) {
                kept = hashes.compareAndExchange(place, 0, user);
                if (kept == 0) {
                    (inPilot ? pilot : control).incrementAndGet();
                    return;
                }
            }
            if (kept == user) {
                return;
            }
        }
    }

    SampleRatio read(double share) {
        return share > 0 && share < 1 ? SampleRatio.of(share, pilot.get(), control.get()) : SampleRatio.NONE;
    }
}
