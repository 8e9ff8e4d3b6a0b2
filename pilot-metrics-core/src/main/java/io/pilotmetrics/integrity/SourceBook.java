// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.integrity;

import static io.pilotmetrics.snapshot.Gaps.UNKNOWN;

import io.pilotmetrics.snapshot.Gaps;
import io.pilotmetrics.snapshot.NumberRanges;
import io.pilotmetrics.snapshot.SourceLedger;
import io.pilotmetrics.snapshot.SourceLedger.Arrivals;
import io.pilotmetrics.snapshot.SourceLedger.Missing;
import io.pilotmetrics.snapshot.SourceLedger.Tail;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The numbers of one source in one epoch, as the gaps between them. Thread-safe: one monitor, held for a few moves. */
final class SourceBook {

    /** What a number was to the book. */
    enum Standing {
        /** Above all others. */
        HIGHEST,
        /** One that was missing. */
        FILLED,
        /** One that had arrived. */
        REPEATED,
        /** One of which nothing is known: before the first, or sealed. */
        UNPLACED
    }

    private static final long NANOS_PER_MILLI = 1_000_000;

    /**
     * What a book knows of the time before it was opened.
     *
     * @param lost true if numbers may have come that nobody remembers
     * @param completeFrom from when on whatever comes was sent after that
     */
    record Memory(boolean lost, long completeFrom) {
        static final Memory COMPLETE = new Memory(false, 0);
    }

    private final Numbering numbering;
    private final Memory memory;
    private final AtomicInteger room;
    private final NumberCounts counts;
    private int taken; // of the room; guarded by this, as all below

    private final GapList missing = new GapList();
    private final GapList jumped = new GapList();
    private final GapList forgotten = new GapList();
    private final Watermark watermark;
    private long declaredUpTo = -1; // what is missing up to here was declared dropped
    private boolean tailForgotten;

    private boolean started;
    private long origin;
    private long first;
    private long last;
    private long lastSeen = -1;
    private long lastTime; // nanoseconds since 1970
    private long startedAt = UNKNOWN; // milliseconds since 1970
    private long announced = -1;

    private long seen;
    private long outOfOrder;
    private long late;
    private long filled;

    /**
     * An empty book.
     *
     * @param numbering how the source numbers its events
     * @param memory whether numbers may have come that nobody remembers
     * @param room for how many more gaps there is room, in all books that share it
     * @param counts of all books
     */
    SourceBook(Numbering numbering, Memory memory, AtomicInteger room, NumberCounts counts) {
        this.numbering = numbering;
        this.memory = memory;
        this.room = room;
        this.counts = counts;
        this.tailForgotten = memory.lost();
        this.watermark = new Watermark(numbering, -1);
        if (!numbering.joinMidStream()) {
            start(numbering.first(), numbering.first());
        }
    }

    /**
     * A book as it was saved.
     *
     * @param memory whether numbers may have come after the save, so that what was pending then may not be missing
     * @param nanos now, from when on what is pending has its grace time
     */
    SourceBook(
            Numbering numbering,
            SourceLedger saved,
            Memory memory,
            AtomicInteger room,
            NumberCounts counts,
            long nanos) {
        this.numbering = numbering;
        this.counts = counts;
        this.memory = memory;
        boolean forgetful = memory.lost();
        this.room = room;
        Gaps dropped = saved.dropped();
        Gaps pending = saved.pending();
        this.declaredUpTo = dropped.count() == 0 ? -1 : dropped.highest();
        this.watermark = new Watermark(numbering, declaredUpTo);
        NumberRanges unknown = forgetful ? saved.forgotten().plus(pending.numbers()) : saved.forgotten();
        NumberRanges below = unknown.within(0, saved.first() - 1);
        start(below.isEmpty() ? saved.first() : below.runs().get(0).first(), saved.first());
        this.last = saved.last();
        this.tailForgotten = forgetful || unknown.contains(Long.MAX_VALUE);
        (forgetful ? dropped : dropped.plus(pending)).forEach(missing::append);
        saved.jumped().runs().forEach(run -> jumped.append(run.first(), run.last(), UNKNOWN, UNKNOWN));
        unknown.within(first, last).runs().forEach(run -> forgotten.append(run.first(), run.last(), UNKNOWN, UNKNOWN));
        watermark.opened(last, nanos);
        this.lastSeen = saved.tail().lastSeen();
        this.lastTime = saved.tail().since() == null ? 0 : millis(saved.tail().since()) * NANOS_PER_MILLI;
        this.startedAt = millis(saved.tail().startedAt());
        this.announced = saved.tail().announced();
        this.seen = saved.seen();
        this.outOfOrder = saved.arrivals().outOfOrder();
        this.late = saved.arrivals().late();
        this.filled = saved.arrivals().filled();
        seal();
    }

    private static long floorMillis(long nanos) {
        return Math.floorDiv(nanos, NANOS_PER_MILLI);
    }

    private static long ceilMillis(long nanos) {
        return -floorMillis(-nanos);
    }

    private static long millis(@Nullable Instant time) {
        return time == null ? UNKNOWN : time.toEpochMilli();
    }

    private void start(long from, long number) {
        started = true;
        origin = from;
        first = number;
        last = number - 1;
    }

    /**
     * Notes a number.
     *
     * @param wireNumber the number, 0 or more
     * @param nanos now
     * @param time when it was sent, in nanoseconds since 1970
     * @param arrivedAt the same of now
     */
    synchronized Standing seen(long wireNumber, long nanos, long time, long arrivedAt) {
        long number = extended(wireNumber);
        if (number < 0) {
            return Standing.UNPLACED;
        }
        if (!started) {
            start(tailForgotten ? 0 : number, number);
        }
        if (number < first) {
            if (number >= origin) {
                late++;
                counts.late.increment();
            }
            return Standing.UNPLACED;
        }
        if (startedAt == UNKNOWN) {
            startedAt = floorMillis(arrivedAt);
        }
        if (number > last) {
            reached(number, nanos, time);
            return Standing.HIGHEST;
        }
        return filled(number, nanos, time) ? Standing.FILLED : Standing.REPEATED;
    }

    private void reached(long number, long nanos, long time) {
        boolean opens = number - 1 > last;
        if (opens) {
            open(number - 1, number - last, ceilMillis(time), nanos);
        } else if (lastSeen != last) {
            missing.neighbourAbove(ceilMillis(time)); // of a tail that was announced
        }
        last = number;
        lastSeen = number;
        lastTime = time;
        // What came before the end may lie above what comes now, by the grace time at most.
        tailForgotten &= nanos - memory.completeFrom() < 0;
        seen++;
        if (opens) {
            seal();
        }
    }

    /** Opens a gap from the number after the last one up to another. */
    private void open(long upTo, long jump, long before, long nanos) {
        long after = lastSeen < 0 ? UNKNOWN : floorMillis(lastTime);
        if (tailForgotten) {
            forgotten.append(last + 1, upTo, after, before);
        } else if (jump < 0 || jump > Numbering.MAX_JUMP) { // a jump over all numbers there are overflows
            jumped.append(last + 1, upTo, after, before);
        } else {
            missing.append(last + 1, upTo, after, before);
            watermark.opened(upTo, nanos);
        }
    }

    private boolean filled(long number, long nanos, long time) {
        long mark = declared(nanos);
        if (missing.remove(number, floorMillis(time), ceilMillis(time))) {
            if (number <= mark) {
                late++;
                filled++;
                counts.late.increment();
                counts.filled.increment();
            }
        } else if (!jumped.remove(number, UNKNOWN, UNKNOWN) && !forgotten.remove(number, UNKNOWN, UNKNOWN)) {
            return false;
        }
        if (number < lastSeen) {
            outOfOrder++;
            counts.outOfOrder.increment();
        } else {
            lastSeen = number;
            lastTime = time;
        }
        seen++;
        seal();
        return true;
    }

    /** Makes numbers expected; false where there is no such number. */
    synchronized boolean announce(long wireNumber, long nanos) {
        long number = extended(wireNumber);
        if (number < 0) {
            return false;
        }
        announced = Math.max(announced, number);
        // Of a source joined in mid-stream and never seen, nobody knows where it began.
        if (started && number > last) {
            open(number, number - last, UNKNOWN, nanos);
            last = number;
            seal();
        }
        return true;
    }

    /** Gives up the lowest gaps beyond the bound, and with them what came before: the ledger then begins after them. */
    private void seal() {
        account();
        while (taken > 0 && (taken > numbering.maxGapsOfASource() || room.get() < 0)) {
            GapList most = missing.count() >= Math.max(jumped.count(), forgotten.count())
                    ? missing
                    : jumped.count() >= forgotten.count() ? jumped : forgotten;
            long highest = most.highestOf(Math.min(most.count(), numbering.sealedAtOnce()));
            long removed = missing.removeUpTo(highest) + jumped.removeUpTo(highest) + forgotten.removeUpTo(highest);
            seen -= highest + 1 - first - removed;
            first = highest + 1;
            account();
        }
    }

    /** Takes from the room what the gaps need, or gives it back. */
    private void account() {
        int needed = missing.count() + jumped.count() + forgotten.count();
        if (needed != taken) {
            room.addAndGet(taken - needed);
            taken = needed;
        }
    }

    synchronized void settle(long nanos) {
        watermark.settle(last);
        declared(nanos);
    }

    /** Declares dropped what is missing and past its grace time. */
    synchronized void declare(long nanos) {
        declared(nanos);
    }

    /** The same, and says up to which number. Each gap is counted once, when the mark passes it. */
    private long declared(long nanos) {
        long mark = watermark.at(last, nanos);
        if (mark > declaredUpTo) {
            counts.declaredMissing.add(missing.size(declaredUpTo + 1, mark));
            declaredUpTo = mark;
        }
        return mark;
    }

    /** Whether a number has arrived. */
    synchronized boolean isBegun() {
        return lastSeen >= 0;
    }

    /** How far a number lies above the last one that is expected; negative or 0 where it does not. */
    synchronized long distance(long wireNumber) {
        return extended(wireNumber) - last;
    }

    /** Whether a number is missing. */
    synchronized boolean misses(long wireNumber) {
        return missing.contains(extended(wireNumber));
    }

    private long extended(long wireNumber) {
        return numbering.extended(wireNumber, last, lastSeen >= 0);
    }

    /** The ledger, or null while nothing is known. */
    synchronized @Nullable SourceLedger snapshot(String source, long epoch, long nanos) {
        if (!started) {
            return null;
        }
        long mark = declared(nanos);
        Gaps.Builder dropped = new Gaps.Builder();
        Gaps.Builder pending = new Gaps.Builder();
        missing.forEach((from, to, after, before) -> {
            if (from <= mark) {
                dropped.add(from, Math.min(to, mark), after, before);
            }
            if (to > mark) {
                pending.add(Math.max(from, mark + 1), to, after, before);
            }
        });
        List<NumberRanges.Run> unknown = runs(forgotten);
        if (origin < first) {
            unknown.add(new NumberRanges.Run(origin, first - 1));
        }
        if (tailForgotten && last < Long.MAX_VALUE) {
            unknown.add(new NumberRanges.Run(last + 1, Long.MAX_VALUE));
        }
        return new SourceLedger(
                source,
                epoch,
                first,
                last,
                new Arrivals(seen, outOfOrder, late, filled),
                new Missing(dropped.build(), pending.build(), NumberRanges.of(runs(jumped)), NumberRanges.of(unknown)),
                new Tail(
                        announced,
                        lastSeen,
                        lastSeen < 0 ? null : Instant.ofEpochMilli(floorMillis(lastTime)),
                        startedAt == UNKNOWN ? null : Instant.ofEpochMilli(startedAt),
                        null));
    }

    private static List<NumberRanges.Run> runs(GapList gaps) {
        List<NumberRanges.Run> runs = new ArrayList<>();
        gaps.forEach((from, to, after, before) -> runs.add(new NumberRanges.Run(from, to)));
        return runs;
    }
}
