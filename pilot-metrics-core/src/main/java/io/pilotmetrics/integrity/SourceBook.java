// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.integrity;

import io.pilotmetrics.snapshot.NumberRanges;
import io.pilotmetrics.snapshot.SourceLedger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The numbers of one source in one epoch, as the gaps between them. */
final class SourceBook {

    /** A jump beyond this many numbers is a new numbering rather than a loss: its gap is undetermined. */
    static final long MAX_JUMP = 1_000_000;

    /** Gaps that are kept by name; the lowest give way. */
    static final int MAX_GAPS = 10_000;

    /** How a handler's sources number their events. */
    record Numbering(long first, boolean joinMidStream, long graceNanos) {}

    private enum Kind {
        PENDING,
        DROPPED,
        UNDETERMINED
    }

    private record Gap(long last, long openedAt, Kind kind) {}

    private final Numbering numbering;
    private final TreeMap<Long, Gap> gaps = new TreeMap<>(); // by first number; guarded by this, as all below
    private boolean started;
    private long first;
    private long last;
    private long seen;
    private long sealed;

    SourceBook(Numbering numbering) {
        this.numbering = numbering;
        if (!numbering.joinMidStream()) {
            start(numbering.first());
        }
    }

    private void start(long number) {
        started = true;
        first = number;
        last = number - 1;
    }

    /** Notes a number; false if it lies before the numbering, or before what was sealed, so that nothing is known of it. */
    synchronized boolean seen(long number, long nanos) {
        if (!started) {
            start(number);
        }
        if (number < first) {
            return false;
        }
        if (number > last) {
            open(number - 1, number - last, nanos);
            last = number;
            seen++;
        } else if (fill(number)) {
            seen++;
        }
        seal();
        return true;
    }

    synchronized void announce(long number, long nanos) {
        // Of a source joined in mid-stream and never seen, nobody knows where it began.
        if (started && number > last) {
            open(number, number - last, nanos);
            last = number;
            seal();
        }
    }

    /** Opens a gap from the number after the last one up to another, if there is any between. */
    private void open(long upTo, long jump, long nanos) {
        if (upTo > last) { // a jump over all numbers there are overflows
            gaps.put(last + 1, new Gap(upTo, nanos, jump < 0 || jump > MAX_JUMP ? Kind.UNDETERMINED : Kind.PENDING));
        }
    }

    /** Takes a number out of the gap that it lies in; false if it lies in none and was seen before. */
    private boolean fill(long number) {
        Map.Entry<Long, Gap> entry = gaps.floorEntry(number);
        if (entry == null || entry.getValue().last() < number) {
            return false;
        }
        long from = entry.getKey();
        Gap gap = entry.getValue();
        gaps.remove(from);
        if (from < number) {
            gaps.put(from, new Gap(number - 1, gap.openedAt(), gap.kind()));
        }
        if (number < gap.last()) {
            gaps.put(number + 1, gap);
        }
        return true;
    }

    /** Gives up the lowest gaps beyond the bound, and with them what came before: the ledger then begins after them. */
    private void seal() {
        while (gaps.size() > MAX_GAPS) {
            Map.Entry<Long, Gap> lowest = gaps.pollFirstEntry();
            seen -= lowest.getKey() - first;
            sealed += lowest.getValue().last() + 1 - first;
            first = lowest.getValue().last() + 1;
        }
    }

    synchronized void settle() {
        gaps.replaceAll((from, gap) -> gap.kind() == Kind.PENDING ? dropped(gap) : gap);
    }

    private static Gap dropped(Gap gap) {
        return new Gap(gap.last(), gap.openedAt(), Kind.DROPPED);
    }

    /** Numbers that were sealed. */
    synchronized long sealed() {
        return sealed;
    }

    /** The ledger, or null while nothing is known. */
    synchronized @Nullable SourceLedger snapshot(String source, long epoch, long nanos) {
        if (!started) {
            return null;
        }
        gaps.replaceAll((from, gap) -> {
            boolean over = gap.kind() == Kind.PENDING && nanos - gap.openedAt() >= numbering.graceNanos();
            return over ? dropped(gap) : gap;
        });
        return new SourceLedger(
                source,
                epoch,
                first,
                last,
                seen,
                numbers(Kind.DROPPED),
                numbers(Kind.PENDING),
                numbers(Kind.UNDETERMINED));
    }

    private NumberRanges numbers(Kind kind) {
        List<NumberRanges.Run> runs = new ArrayList<>();
        gaps.forEach((from, gap) -> {
            if (gap.kind() == kind) {
                runs.add(new NumberRanges.Run(from, gap.last()));
            }
        });
        return new NumberRanges(runs);
    }
}
