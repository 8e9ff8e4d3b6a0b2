// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.integrity;

import io.pilotmetrics.snapshot.LedgerSnapshot;
import java.util.Random;

/** Ledgers as books make them, with everything in them that there can be. */
public final class LedgerHistories {

    private static final long MILLI = 1_000_000;

    private LedgerHistories() {}

    /** A ledger of a few sources. */
    public static LedgerSnapshot random(Random random, int events) {
        Numbering numbering = new Numbering(
                random.nextInt(2),
                random.nextInt(4) == 0,
                random.nextInt(4) > 0,
                random.nextInt(4) == 0 ? 32 : Numbering.UNBOUNDED,
                30_000 * MILLI,
                random.nextInt(3) == 0 ? 50 : Long.MAX_VALUE,
                random.nextInt(3) == 0 ? 60 : 100_000);
        SequenceBook book = new SequenceBook(numbering, nanos -> nanos);
        if (random.nextInt(3) == 0) {
            book.restore(LedgerSnapshot.EMPTY, false, 0);
        }
        String[] sources = {"shop", "žluťoučký", "\ud800", "🚀", ""};
        long nanos = 0;
        long number = 0;
        for (int i = 0; i < events; i++) {
            nanos += random.nextInt(500) * MILLI;
            String source = sources[random.nextInt(sources.length)];
            long epoch = random.nextInt(3) - 1L;
            number += random.nextInt(3);
            long sent = nanos - random.nextInt(1_000) * 1_000L;
            switch (random.nextInt(40)) {
                case 0 -> book.announce(source, epoch, number + random.nextInt(5), nanos);
                case 1 -> book.seen(source, epoch, number + 2_000_000, nanos, sent, false);
                case 2, 3, 4 -> book.seen(source, epoch, Math.max(0, number - random.nextInt(300)), nanos, sent, false);
                default -> book.seen(source, epoch, number, nanos, sent, false);
            }
        }
        return book.snapshot(nanos + random.nextInt(60_000) * MILLI);
    }
}
