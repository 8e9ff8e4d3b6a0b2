// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.benchmarks.sequences;

import io.pilotmetrics.integrity.Numbering;
import io.pilotmetrics.integrity.SequenceBook;
import io.pilotmetrics.snapshot.LedgerSnapshot;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/** Ours. A number comes each millisecond, so that gaps have times of their own; one thread's, since that clock is. */
final class PilotBook implements NumberBook {

    /** More than it keeps by default: a source may have a quarter of them, and the others give up none. */
    private static final int GAPS = 4_000_000;

    private static final long NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final SequenceBook book = new SequenceBook(
            new Numbering(1, false, true, Numbering.UNBOUNDED, TimeUnit.SECONDS.toNanos(30), Long.MAX_VALUE, GAPS),
            nanos -> nanos);

    private long now;

    @Override
    public void seen(String source, long number) {
        now += NANOS;
        book.seen(source, 1, number, now, now, false);
    }

    @Override
    public long[] missing(String source) {
        return missing(book.snapshot(now), source);
    }

    static long[] missing(LedgerSnapshot ledger, String source) {
        return ledger.sources().stream()
                .filter(known -> known.source().equals(source))
                .flatMap(known -> known.dropped().plus(known.pending()).numbers().runs().stream())
                .flatMapToLong(run -> LongStream.rangeClosed(run.first(), run.last()))
                .toArray();
    }
}
