// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.exporters;

import io.pilotmetrics.snapshot.BucketLayout;
import io.pilotmetrics.snapshot.Gaps;
import io.pilotmetrics.snapshot.Histogram;
import io.pilotmetrics.snapshot.LatencySnapshot;
import io.pilotmetrics.snapshot.LatencySnapshot.Threshold;
import io.pilotmetrics.snapshot.LedgerSnapshot;
import io.pilotmetrics.snapshot.NumberRanges;
import io.pilotmetrics.snapshot.SourceLedger;
import io.pilotmetrics.snapshot.StatedCounts;
import io.pilotmetrics.snapshot.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.LongStream;

/** What random snapshots are made of. */
final class RandomParts {

    private final Random random;

    RandomParts(Random random) {
        this.random = random;
    }

    /** None, zeros alone, a few near one another, or from a nanosecond to an hour. */
    LatencySnapshot latency(long... limits) {
        int octaves = random.nextInt(1, 42);
        long[] nanos = LongStream.generate(() -> random.nextInt(8) == 0 ? 0 : random.nextLong(1L << octaves))
                .limit(random.nextInt(3) * (long) random.nextInt(40))
                .toArray();
        SortedMap<Integer, Long> buckets = new TreeMap<>();
        LongStream.of(nanos).filter(n -> n > 0).forEach(n -> buckets.merge(BucketLayout.index(n), 1L, Long::sum));
        int first = buckets.isEmpty() ? 0 : buckets.firstKey();
        long[] dense = new long[buckets.isEmpty() ? 0 : buckets.lastKey() - first + 1];
        buckets.forEach((index, count) -> dense[index - first] = count);
        List<Threshold> thresholds = Arrays.stream(limits)
                .mapToObj(limit -> new Threshold(
                        limit, LongStream.of(nanos).filter(n -> n <= limit).count(), nanos.length))
                .toList();
        return new LatencySnapshot(
                Histogram.of(LongStream.of(nanos).filter(n -> n == 0).count(), first, dense),
                LongStream.of(nanos).sum(),
                LongStream.of(nanos).min().orElse(0),
                LongStream.of(nanos).max().orElse(0),
                true,
                random.nextInt(3),
                thresholds);
    }

    /** Sources whose numbers are seen, dropped, pending, jumped or forgotten, run by run. */
    LedgerSnapshot ledger() {
        List<SourceLedger> sources = new ArrayList<>();
        for (int source = random.nextInt(4); source > 0; source--) {
            long next = random.nextInt(5);
            long first = next;
            long seen = 0;
            List<NumberRanges> kinds = new ArrayList<>();
            for (int kind = 0; kind < 4; kind++) {
                kinds.add(NumberRanges.EMPTY);
            }
            for (int run = random.nextInt(1, 9); run > 0; run--) {
                long last = next + random.nextInt(20);
                int kind = random.nextInt(5);
                if (kind == 4) {
                    seen += last - next + 1;
                } else {
                    kinds.set(kind, kinds.get(kind).plus(NumberRanges.of(next, last)));
                }
                next = last + 1;
            }
            sources.add(new SourceLedger(
                    "source-" + source,
                    random.nextInt(2),
                    first,
                    next - 1,
                    new SourceLedger.Arrivals(seen, random.nextInt(9), random.nextInt(9), random.nextInt(9)),
                    new SourceLedger.Missing(Gaps.of(kinds.get(0)), Gaps.of(kinds.get(1)), kinds.get(2), kinds.get(3)),
                    SourceLedger.Tail.NONE));
        }
        return new LedgerSnapshot(sources, random.nextInt(3) * (long) random.nextInt(50));
    }

    /** Windows before, after and over one another, of several parties. */
    StatedCounts stated() {
        Instant begin = HandClock.START;
        SortedMap<Instant, StatedCounts.Minute> minutes = new TreeMap<>();
        List<Statement> statements = new ArrayList<>();
        for (int minute = 0; minute < 10; minute++) {
            if (random.nextBoolean()) {
                long received = random.nextInt(50);
                minutes.put(begin.plusSeconds(60L * minute), new StatedCounts.Minute(received, random.nextInt(50)));
            }
            Instant to = begin.plusSeconds(60L * (minute + random.nextInt(1, 4)));
            statements.add(new Statement(
                    "party-" + random.nextInt(2),
                    random.nextBoolean() ? Statement.Kind.SENT : Statement.Kind.STORED,
                    begin.plusSeconds(60L * minute),
                    to,
                    random.nextInt(3) * (long) random.nextInt(40),
                    to,
                    null));
        }
        return new StatedCounts(
                begin.plusSeconds(60L * random.nextInt(3)),
                begin.plusSeconds(60L * 10).plusNanos(random.nextInt(1_000_000_000)),
                Duration.ofSeconds(random.nextInt(200)),
                minutes,
                random.nextInt(5),
                statements,
                0);
    }
}
