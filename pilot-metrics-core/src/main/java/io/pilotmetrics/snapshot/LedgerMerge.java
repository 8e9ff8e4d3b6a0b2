// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.snapshot;

import io.pilotmetrics.snapshot.SourceLedger.Arrivals;
import io.pilotmetrics.snapshot.SourceLedger.Missing;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What instances know together of one source and epoch: of each number the first that applies of {@link SourceLedger}'s list. */
final class LedgerMerge {

    private LedgerMerge() {}

    static SourceLedger of(SourceLedger a, SourceLedger b) {
        NumberRanges inA = a.received();
        NumberRanges inB = b.received();
        NumberRanges seen = inA.plus(inB);
        NumberRanges forgotten = a.forgotten().plus(b.forgotten()).minus(seen);
        NumberRanges dropped = a.dropped().numbers().plus(b.dropped().numbers());
        NumberRanges pending = a.pending().numbers().plus(b.pending().numbers()).minus(dropped);
        Gaps absent = a.dropped()
                .plus(a.pending())
                .plus(b.dropped().plus(b.pending()))
                .minus(seen)
                .minus(forgotten);
        NumberRanges jumped = a.jumped()
                .plus(b.jumped())
                .plus(between(a, b))
                .minus(seen)
                .minus(forgotten)
                .minus(dropped)
                .minus(pending);
        // A count that disagrees with the ranges, a broken law, is carried on rather than mended.
        long apart = (a.seen() - inA.size()) + (b.seen() - inB.size());
        Arrivals sum = a.arrivals().plus(b.arrivals());
        boolean emptyA = a.last() < a.first();
        boolean emptyB = b.last() < b.first();
        return overtaken(new SourceLedger(
                a.source(),
                a.epoch(),
                emptyA ? b.first() : emptyB ? a.first() : Math.min(a.first(), b.first()),
                emptyA ? b.last() : emptyB ? a.last() : Math.max(a.last(), b.last()),
                new Arrivals(seen.size() + apart, sum.outOfOrder(), sum.late(), sum.filled()),
                new Missing(absent.minus(pending), absent.minus(dropped), jumped, forgotten),
                a.tail().plus(b.tail())));
    }

    /** The numbers between the spans of two instances, which neither was there to expect. */
    private static NumberRanges between(SourceLedger a, SourceLedger b) {
        NumberRanges spans = NumberRanges.of(a.first(), a.last()).plus(NumberRanges.of(b.first(), b.last()));
        return spans.count() < 2 ? NumberRanges.EMPTY : NumberRanges.of(spans.last(0) + 1, spans.first(1) - 1);
    }

    /**
     * A ledger beside that of an instance which does not know the source.
     *
     * @param forgottenUntil until when that instance may have seen what it does not remember; null where it remembers all
     */
    static SourceLedger besideOneThatForgot(SourceLedger ledger, @Nullable Instant forgottenUntil) {
        return forgottenUntil == null
                ? ledger
                : overtaken(new SourceLedger(
                        ledger.source(),
                        ledger.epoch(),
                        ledger.first(),
                        ledger.last(),
                        ledger.arrivals(),
                        ledger.missing(),
                        ledger.tail().unlistedUntil(forgottenUntil)));
    }

    /** Where an instance that forgot may have seen any number of the source, all that is missing is forgotten. */
    private static SourceLedger overtaken(SourceLedger ledger) {
        if (!ledger.tail().overtaken()) {
            return ledger;
        }
        NumberRanges anywhere = NumberRanges.of(0, Long.MAX_VALUE).minus(ledger.received());
        return new SourceLedger(
                ledger.source(),
                ledger.epoch(),
                ledger.first(),
                ledger.last(),
                ledger.arrivals(),
                new Missing(Gaps.EMPTY, Gaps.EMPTY, NumberRanges.EMPTY, anywhere),
                ledger.tail());
    }
}
