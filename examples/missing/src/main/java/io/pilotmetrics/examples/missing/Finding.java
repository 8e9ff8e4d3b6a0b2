// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.examples.missing;

import io.pilotmetrics.snapshot.Gap;
import io.pilotmetrics.snapshot.NumberRanges;
import io.pilotmetrics.snapshot.SourceLedger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import org.jspecify.annotations.Nullable;

/**
 * What was lost of a producer's life, beside what the instances know together.
 *
 * @param life the life
 * @param sent its last number
 * @param truth the numbers that were lost, each with the time at which it was sent
 * @param lost the same without times
 * @param ledger what is known
 */
record Finding(Life life, long sent, NavigableMap<Long, Instant> truth, NumberRanges lost, SourceLedger ledger) {

    /**
     * Successive numbers that are missing, in truth, in the ledger or in both.
     *
     * @param lost those that were lost
     * @param dropped those that are called dropped
     * @param isWrong whether some were invented, or are neither called dropped nor undetermined
     * @param after when they were sent at the earliest
     * @param before when they were sent at the latest
     */
    record Row(
            NumberRanges lost,
            NumberRanges dropped,
            boolean isWrong,
            @Nullable Instant after,
            @Nullable Instant before) {

        boolean isEqual() {
            return lost.equals(dropped);
        }

        long size() {
            return lost.plus(dropped).size();
        }
    }

    NumberRanges dropped() {
        return ledger.dropped().numbers();
    }

    /** Called dropped, though they came. */
    NumberRanges invented() {
        return dropped().minus(lost);
    }

    /** Of which nothing is known up to the last number that is. */
    NumberRanges undetermined() {
        return ledger.jumped().plus(ledger.forgotten()).within(1, ledger.last());
    }

    /** Lost, and called received. */
    NumberRanges calledSeen() {
        return both(lost, ledger.received());
    }

    /** Lost after the last number that is known, which nobody can know where the producer did not announce it. */
    NumberRanges beyond() {
        return lost.within(ledger.last() + 1, Long.MAX_VALUE);
    }

    /** Lost, expected, and neither dropped nor undetermined nor seen: pending for ever, or forgotten by a defect. */
    NumberRanges unnoticed() {
        NumberRanges known = dropped().plus(undetermined()).plus(ledger.received());
        NumberRanges unexpected = ledger.tailKnown() ? NumberRanges.EMPTY : beyond();
        return lost.minus(known).minus(unexpected);
    }

    static NumberRanges both(NumberRanges one, NumberRanges other) {
        return one.minus(one.minus(other));
    }

    /**
     * Whether the ledger is right.
     *
     * @param exact whether it must know all that can be known; else some may be undetermined
     */
    boolean isRight(boolean exact) {
        return invented().isEmpty()
                && calledSeen().isEmpty()
                && unnoticed().isEmpty()
                && wrongTimes() == 0
                && (!exact || undetermined().isEmpty());
    }

    /** How many numbers were rightly called dropped, and were not sent between the times of their gap. */
    long wrongTimes() {
        long wrong = 0;
        for (Gap gap : gaps()) {
            for (Instant at : truth.subMap(gap.first(), true, gap.last(), true).values()) {
                boolean within = (gap.after() == null || !gap.after().isAfter(at))
                        && (gap.before() == null || !gap.before().isBefore(at));
                wrong += within ? 0 : 1;
            }
        }
        return wrong;
    }

    private List<Gap> gaps() {
        return ledger.dropped().of(life.epoch());
    }

    /** All that is missing, in order of the numbers. */
    List<Row> rows() {
        NumberRanges shown = lost.minus(beyond());
        List<Row> rows = new ArrayList<>();
        for (NumberRanges.Run run : shown.plus(dropped()).runs()) {
            Instant after = null;
            Instant before = null;
            for (Gap gap : gaps()) {
                if (gap.first() <= run.last() && gap.last() >= run.first()) {
                    after = after == null ? gap.after() : after;
                    before = gap.before();
                }
            }
            NumberRanges gone = shown.within(run.first(), run.last());
            NumberRanges named = dropped().within(run.first(), run.last());
            boolean isWrong = !named.minus(gone).isEmpty()
                    || !gone.minus(named).minus(undetermined()).isEmpty();
            rows.add(new Row(gone, named, isWrong, after, before));
        }
        return rows;
    }

    static List<Finding> of(Truth truth, List<SourceLedger> ledgers) {
        List<Finding> findings = new ArrayList<>();
        for (Map.Entry<Life, Long> sent : truth.sent().entrySet()) {
            Life life = sent.getKey();
            SourceLedger ledger = ledgers.stream()
                    .filter(known -> known.source().equals(life.source()) && known.epoch() == life.epoch())
                    .findFirst()
                    .orElseGet(() -> new SourceLedger(
                            life.source(), life.epoch(), 1, 0, 0, NumberRanges.EMPTY, NumberRanges.EMPTY));
            findings.add(new Finding(life, sent.getValue(), truth.lost(life), truth.lostNumbers(life), ledger));
        }
        return findings;
    }
}
