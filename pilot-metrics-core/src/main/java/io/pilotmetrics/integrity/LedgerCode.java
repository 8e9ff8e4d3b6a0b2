// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.integrity;

import static io.pilotmetrics.integrity.GapBlock.AFTER;
import static io.pilotmetrics.integrity.GapBlock.BEFORE;
import static io.pilotmetrics.integrity.GapBlock.FIELDS;
import static io.pilotmetrics.integrity.GapBlock.LAST;

import io.pilotmetrics.snapshot.Gaps;
import io.pilotmetrics.snapshot.LedgerSnapshot;
import io.pilotmetrics.snapshot.NumberRanges;
import io.pilotmetrics.snapshot.SourceLedger;
import io.pilotmetrics.snapshot.SourceLedger.Arrivals;
import io.pilotmetrics.snapshot.SourceLedger.Missing;
import io.pilotmetrics.snapshot.SourceLedger.Tail;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The binary form of a ledger. Numbers are LEB128, those that may be negative zigzag first.
 *
 * <pre>
 *   ledger  = unplaced, time forgottenUntil, count, source...
 *   source  = text name, signed epoch, first, last + 1, seen, outOfOrder, late, filled,
 *             gaps dropped, gaps pending, ranges jumped, ranges forgotten,
 *             announced + 1, lastSeen + 1, time since, time startedAt, time unlistedUntil
 *   gaps    = count of blocks, block...
 *   block   = 0 or 1 (gaps keep their own times), first, count, after, before, length, bytes of {@link GapBlock}
 *   ranges  = count, { first - last of the one before, last - first }...
 *   time    = 0 for none, else 1 + zigzag of milliseconds since 1970
 *   text    = length, UTF-16 code units
 * </pre>
 *
 * <p>What is read is checked: order, bounds and the source law. So it is the ledger that was written, or refused.
 */
public final class LedgerCode {

    private static final int BLOCK = 128;

    /** The least that a gap takes is a bit for each of its two numbers; the first has one. */
    private static final int GAPS_A_BYTE = 5;

    private LedgerCode() {}

    /**
     * Writes a ledger.
     *
     * @param ledger what to write
     * @param to where to
     */
    public static void write(LedgerSnapshot ledger, ByteWriter to) {
        to.number(ledger.unplaced());
        to.time(ledger.forgottenUntil());
        to.number(ledger.sources().size());
        for (SourceLedger source : ledger.sources()) {
            to.text(source.source());
            to.signed(source.epoch());
            to.number(source.first());
            to.number(source.last() + 1);
            to.number(source.seen());
            to.number(source.arrivals().outOfOrder());
            to.number(source.arrivals().late());
            to.number(source.arrivals().filled());
            gaps(source.dropped(), to);
            gaps(source.pending(), to);
            ranges(source.jumped(), to);
            ranges(source.forgotten(), to);
            to.number(source.tail().announced() + 1);
            to.number(source.tail().lastSeen() + 1);
            to.time(source.tail().since());
            to.time(source.tail().startedAt());
            to.time(source.tail().unlistedUntil());
        }
    }

    private static void gaps(Gaps gaps, ByteWriter to) {
        long[] fields = new long[FIELDS * gaps.count()];
        int[] end = new int[1];
        gaps.forEach((first, last, after, before) -> {
            int at = end[0];
            fields[at] = first;
            fields[at + LAST] = last;
            fields[at + AFTER] = after;
            fields[at + BEFORE] = before;
            end[0] = at + FIELDS;
        });
        List<GapBlock> blocks = new ArrayList<>();
        for (int from = 0; from < fields.length; ) {
            boolean alike = alike(fields, from, from + FIELDS);
            int next = from + FIELDS;
            while (next < fields.length && next - from < BLOCK * FIELDS && alike(fields, from, next) == alike) {
                next += FIELDS;
            }
            blocks.add(GapBlock.of(fields, from, next, !alike));
            from = next;
        }
        to.number(blocks.size());
        for (GapBlock block : blocks) {
            to.number(block.timed() ? 1 : 0);
            to.number(block.first());
            to.number(block.gaps());
            to.signed(block.after());
            to.signed(block.before());
            to.number(block.code().length);
            to.bytes(block.code());
        }
    }

    /** Whether two gaps have the same times, as those of a block have that no longer keeps each. */
    private static boolean alike(long[] fields, int one, int other) {
        return other < fields.length
                && fields[one + AFTER] == fields[other + AFTER]
                && fields[one + BEFORE] == fields[other + BEFORE];
    }

    private static void ranges(NumberRanges ranges, ByteWriter to) {
        to.number(ranges.runs().size());
        long before = 0;
        for (NumberRanges.Run run : ranges.runs()) {
            to.number(run.first() - before);
            to.number(run.last() - run.first());
            before = run.last();
        }
    }

    /**
     * Reads a ledger.
     *
     * @param from where from
     * @return the ledger that was written
     * @throws IllegalArgumentException if it is none
     */
    public static LedgerSnapshot read(ByteReader from) {
        long unplaced = from.number();
        @Nullable Instant forgottenUntil = from.time();
        int count = from.count();
        List<SourceLedger> sources = new ArrayList<>();
        Set<List<Object>> known = new HashSet<>();
        for (int i = 0; i < count; i++) {
            SourceLedger source = source(from);
            String fault = fault(source);
            if (fault == null && !known.add(List.of(source.source(), source.epoch()))) {
                fault = "comes twice";
            }
            if (fault != null) {
                throw new IllegalArgumentException("source " + (i + 1) + " of " + count + " " + fault);
            }
            sources.add(source);
        }
        return new LedgerSnapshot(sources, unplaced, forgottenUntil);
    }

    private static SourceLedger source(ByteReader from) {
        return new SourceLedger(
                from.text(),
                from.signed(),
                from.number(),
                from.number() - 1,
                new Arrivals(from.number(), from.number(), from.number(), from.number()),
                new Missing(gaps(from), gaps(from), ranges(from), ranges(from)),
                new Tail(from.number() - 1, from.number() - 1, from.time(), from.time(), from.time()));
    }

    /** What is wrong with a source; null where nothing is. */
    private static @Nullable String fault(SourceLedger source) {
        if (source.last() < source.first() - 1) {
            return "ends before it begins";
        }
        NumberRanges span = NumberRanges.of(source.first(), source.last());
        NumberRanges dropped = source.dropped().numbers();
        NumberRanges pending = source.pending().numbers();
        NumberRanges forgotten = source.forgotten().within(source.first(), source.last());
        NumberRanges absent = dropped.plus(pending).plus(source.jumped()).plus(forgotten);
        if (!absent.minus(span).isEmpty()) {
            return "misses numbers that it does not expect";
        }
        long parts = dropped.size() + pending.size() + source.jumped().size() + forgotten.size();
        boolean mixed = !dropped.isEmpty()
                && !pending.within(0, source.dropped().highest()).isEmpty();
        if (parts != absent.size() || mixed || source.tail().lastSeen() > source.last()) {
            return "contradicts itself";
        }
        return source.lawHolds() ? null : "does not add up";
    }

    private static Gaps gaps(ByteReader from) {
        Gaps.Builder gaps = new Gaps.Builder();
        for (int blocks = from.count(); blocks > 0; blocks--) {
            boolean timed = from.number() == 1;
            long first = from.number();
            long count = from.number();
            long after = from.signed();
            long before = from.signed();
            byte[] code = from.bytes(from.count());
            if (count > (long) GAPS_A_BYTE * code.length) {
                throw new IllegalArgumentException("fewer gaps than it says");
            }
            long[] fields = new GapBlock(first, first, (int) count, timed, after, before, code).unpacked(0);
            for (int at = 0; at < fields.length; at += FIELDS) {
                gaps.add(fields[at], fields[at + LAST], fields[at + AFTER], fields[at + BEFORE]);
            }
        }
        return gaps.build();
    }

    private static NumberRanges ranges(ByteReader from) {
        List<NumberRanges.Run> runs = new ArrayList<>();
        long at = 0;
        for (int count = from.count(); count > 0; count--) {
            long first = at + from.number();
            at = first + from.number();
            if (first < 0 || at < first) {
                throw new IllegalArgumentException("a range beyond all numbers");
            }
            runs.add(new NumberRanges.Run(first, at));
        }
        return NumberRanges.of(runs);
    }
}
