// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.conversion;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A store whose first batch stays inside until it is let go, or is interrupted. */
final class GatedStore implements ConversionStore {

    final CountDownLatch inside = new CountDownLatch(1);
    final CountDownLatch goOn = new CountDownLatch(1);
    final List<Conversion> kept = new ArrayList<>(); // guarded by this
    volatile boolean closed;
    private final boolean deaf;

    GatedStore(boolean deafToInterrupts) {
        this.deaf = deafToInterrupts;
    }

    @Override
    public void store(List<Conversion> batch, Refusals refusals) throws Exception {
        inside.countDown();
        boolean interrupted = false;
        while (true) {
            try {
                goOn.await();
                break;
            } catch (InterruptedException e) {
                if (!deaf) {
                    throw e;
                }
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        synchronized (this) {
            kept.addAll(batch);
        }
    }

    @Override
    public void close() {
        closed = true;
    }

    synchronized List<Conversion> kept() {
        return List.copyOf(kept);
    }
}
