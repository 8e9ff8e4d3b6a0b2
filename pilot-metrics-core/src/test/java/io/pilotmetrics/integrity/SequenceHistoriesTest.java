// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.integrity;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.pilotmetrics.snapshot.Counts;
import io.pilotmetrics.snapshot.Gap;
import io.pilotmetrics.snapshot.HandlerSnapshot;
import io.pilotmetrics.snapshot.LatencySnapshot;
import io.pilotmetrics.snapshot.LedgerSnapshot;
import io.pilotmetrics.snapshot.NumberRanges;
import io.pilotmetrics.snapshot.PilotSnapshot;
import io.pilotmetrics.snapshot.Readings;
import io.pilotmetrics.snapshot.SourceLedger;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random histories of sources that are spread over instances: lost, delayed, repeated and reordered events, epochs, tails, planned and
 * unplanned ends of instances, merged in any order. Held to an oracle, number by number, and to what truly happened.
 * {@code -Dsequences.seed=N} replays one.
 */
class SequenceHistoriesTest {

    private static final long SECOND = 1_000_000_000;
    private static final long GRACE = 30 * SECOND;

    /** One number on its way. */
    private record Sent(String source, long epoch, long number, long sentAt, long arrivesAt, int instance) {}

    /** One of the application's instances, beside the oracle of each of its sources. */
    private static final class Instance {
        final Numbering numbering;
        SequenceBook book;
        Map<String, SequenceOracle> oracles = new TreeMap<>();
        boolean forgot;
        long forgetUntil;

        Instance(Numbering numbering) {
            this.numbering = numbering;
            this.book = new SequenceBook(numbering, nanos -> nanos);
        }

        SequenceOracle oracle(String source, long epoch) {
            return oracles.computeIfAbsent(source + "/" + epoch, key -> {
                SequenceOracle fresh = new SequenceOracle(
                        numbering.first(),
                        numbering.graceNanos(),
                        numbering.reorderDistance(),
                        numbering.maxGapsOfASource());
                if (forgot) {
                    fresh.forget(0, forgetUntil - numbering.graceNanos());
                }
                return fresh;
            });
        }

        void seen(Sent sent) {
            book.seen(sent.source(), sent.epoch(), sent.number(), sent.arrivesAt(), sent.sentAt(), false);
            oracle(sent.source(), sent.epoch()).seen(sent.number(), sent.arrivesAt(), sent.sentAt());
        }
    }

    static LongStream seeds() {
        return seeds(3_000);
    }

    /** As many as are asked for, or the one that the property names. */
    static LongStream seeds(int count) {
        String one = System.getProperty("sequences.seed");
        return one == null ? LongStream.range(0, count) : LongStream.of(Long.parseLong(one));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void anyHistory_agreesWithTheOracleAndWithWhatHappened(long seed) {
        Random random = new Random(seed);
        boolean crowded = random.nextInt(8) == 0; // more gaps than there is room for
        long distance = random.nextInt(4) == 0 ? 5 + random.nextInt(60) : Long.MAX_VALUE;
        Numbering numbering = new Numbering(
                random.nextInt(3), false, true, Numbering.UNBOUNDED, GRACE, distance, crowded ? 40 : 1_000_000);
        int instances = 1 + random.nextInt(4);
        List<Instance> all = new ArrayList<>();
        for (int i = 0; i < instances; i++) {
            all.add(new Instance(numbering));
        }
        Set<String> arrived = new TreeSet<>();
        Set<String> tooLate = new TreeSet<>();
        Map<String, NavigableMap<Long, Long>> sentAt = new TreeMap<>();
        List<Sent> stream = stream(random, numbering.first(), instances, sentAt);

        int ending = random.nextInt(3); // none, planned, unplanned
        int victim = random.nextInt(instances);
        long end =
                stream.isEmpty() ? 0 : stream.get(random.nextInt(stream.size())).arrivesAt();
        long back = end + random.nextInt(5) * SECOND;
        long savedAt = ending == 2 ? end - random.nextInt(3_000) * 1_000_000L : end;
        LedgerSnapshot saved = LedgerSnapshot.EMPTY;
        Map<String, SequenceOracle> remembered = new TreeMap<>();
        boolean isSaved = false;
        boolean down = false;
        boolean wasDown = false;
        long now = 0;
        for (Sent sent : stream) {
            now = sent.arrivesAt();
            Instance hit = all.get(victim);
            if (ending > 0 && !isSaved && now >= savedAt) {
                isSaved = true;
                saved = written(hit.book.snapshot(savedAt));
                remembered = copies(hit);
            }
            if (ending > 0 && !wasDown && isSaved && now >= end) {
                down = true;
                wasDown = true;
            }
            if (down && now >= back) {
                down = false;
                restore(hit, saved, remembered, ending == 1, savedAt, now);
            }
            if (random.nextInt(30) == 0) {
                heartbeat(sent, all.get(random.nextInt(instances)), down ? hit : null, sentAt);
            }
            if (down && sent.instance() == victim) {
                continue; // lost: nobody was there
            }
            if (ending == 2 && calledDropped(all, sent)) {
                // What was dropped before the save, and came between it and the end, nobody remembers.
                tooLate.add(sent.source() + "/" + sent.epoch() + "/" + sent.number());
            }
            arrived.add(sent.source() + "/" + sent.epoch() + "/" + sent.number());
            all.get(sent.instance()).seen(sent);
        }
        if (down) {
            restore(all.get(victim), saved, remembered, ending == 1, savedAt, now);
        }
        announce(random, all, sentAt, now);
        long at = now + (random.nextBoolean() ? random.nextInt(40) * SECOND : GRACE + 1);

        List<LedgerSnapshot> views = new ArrayList<>();
        all.forEach(instance -> views.add(travelled(instance.book.snapshot(at))));
        for (int i = 0; i < instances; i++) {
            assertInstance(views.get(i), all.get(i), at);
        }
        Collections.shuffle(views, random);
        LedgerSnapshot merged = views.stream().reduce(LedgerSnapshot::plus).orElseThrow();
        Collections.shuffle(views, random);
        assertThat(inPairs(views)).as("merged in another order, in pairs").isEqualTo(merged);
        assertMerged(merged, all, at);
        arrived.removeAll(tooLate);
        assertTruth(merged, arrived, sentAt);
        if (instances == 1 && ending == 0 && !crowded) {
            assertSpans(merged, all.get(0));
        }
    }

    /** As a file keeps it. */
    private static LedgerSnapshot written(LedgerSnapshot ledger) {
        ByteWriter bytes = new ByteWriter();
        LedgerCode.write(ledger, bytes);
        return LedgerCode.read(new ByteReader(ByteBuffer.wrap(bytes.toBytes())));
    }

    /** As another process reads it. */
    private static LedgerSnapshot travelled(LedgerSnapshot ledger) {
        HandlerSnapshot handler = new HandlerSnapshot(
                "h", Readings.of(Duration.ofSeconds(1), Counts.NONE, LatencySnapshot.EMPTY), ledger, Map.of());
        PilotSnapshot pilot = new PilotSnapshot(
                "p",
                Set.of("i"),
                Instant.EPOCH,
                Instant.EPOCH,
                List.of(handler),
                List.of(),
                Set.of(),
                List.of(),
                Set.of());
        return PilotSnapshot.parse(pilot.toJson()).handler("h").ledger();
    }

    /** The first half and the second, each merged in the same way. */
    private static LedgerSnapshot inPairs(List<LedgerSnapshot> views) {
        int half = views.size() / 2;
        return half == 0
                ? views.get(0)
                : inPairs(views.subList(half, views.size())).plus(inPairs(views.subList(0, half)));
    }

    private static boolean calledDropped(List<Instance> all, Sent sent) {
        SequenceOracle oracle = all.get(sent.instance()).oracle(sent.source(), sent.epoch());
        return oracle.dropped(sent.arrivesAt()).contains(sent.number());
    }

    private static List<Sent> stream(
            Random random, long first, int instances, Map<String, NavigableMap<Long, Long>> sentAt) {
        List<Sent> stream = new ArrayList<>();
        double loss = random.nextInt(3) == 0 ? 0 : random.nextDouble() * 0.3;
        double late = random.nextInt(2) == 0 ? 0 : random.nextDouble() * 0.1;
        double twice = random.nextDouble() * 0.1;
        int routing = random.nextInt(3);
        int sources = 1 + random.nextInt(3);
        for (int s = 0; s < sources; s++) {
            long time = SECOND * (100 + random.nextInt(20));
            int epochs = 1 + random.nextInt(2);
            for (int epoch = 0; epoch < epochs; epoch++) {
                NavigableMap<Long, Long> times = new TreeMap<>();
                int events = random.nextInt(120);
                int burst = random.nextInt(4) == 0 ? random.nextInt(events + 1) : -1;
                for (long number = first; number < first + events; number++) {
                    time += 1_000_000L * (1 + random.nextInt(random.nextInt(30) == 0 ? 20_000 : 400));
                    times.put(number, time);
                    boolean lost = random.nextDouble() < loss || (burst >= 0 && Math.abs(number - first - burst) < 7);
                    if (lost) {
                        continue;
                    }
                    // At most the grace time but for a few, which are later than that.
                    boolean delayed = random.nextDouble() < late;
                    long delay = delayed ? Math.abs(random.nextLong() % (2 * GRACE)) : random.nextInt(800) * 1_000_000L;
                    int to = routing == 0
                            ? s % instances
                            : routing == 1 ? (int) (number % instances) : random.nextInt(instances);
                    String name = "s" + s;
                    stream.add(new Sent(name, epoch, number, time, time + delay, to));
                    if (random.nextDouble() < twice) {
                        stream.add(new Sent(
                                name,
                                epoch,
                                number,
                                time,
                                time + delay + 1 + random.nextInt(2_000),
                                random.nextInt(instances)));
                    }
                }
                sentAt.put("s" + s + "/" + epoch, times);
            }
        }
        stream.sort(Comparator.comparingLong(Sent::arrivesAt));
        return stream;
    }

    /** A source tells what it has sent so far. */
    private static void heartbeat(
            Sent now, Instance told, @Nullable Instance down, Map<String, NavigableMap<Long, Long>> sentAt) {
        long highest = -1;
        for (Map.Entry<Long, Long> sent :
                requireNonNull(sentAt.get(now.source() + "/" + now.epoch())).entrySet()) {
            highest = sent.getValue() <= now.arrivesAt() ? sent.getKey() : highest;
        }
        if (told != down && highest >= 0) {
            told.book.announce(now.source(), now.epoch(), highest, now.arrivesAt());
            told.oracle(now.source(), now.epoch()).announce(highest, now.arrivesAt());
        }
    }

    private static void announce(
            Random random, List<Instance> all, Map<String, NavigableMap<Long, Long>> sentAt, long now) {
        sentAt.forEach((key, times) -> {
            if (!times.isEmpty() && random.nextInt(3) == 0) {
                Instance told = all.get(random.nextInt(all.size()));
                String source = key.substring(0, key.indexOf('/'));
                long epoch = Long.parseLong(key.substring(key.indexOf('/') + 1));
                told.book.announce(source, epoch, times.lastKey(), now);
                told.oracle(source, epoch).announce(times.lastKey(), now);
            }
        });
    }

    private static Map<String, SequenceOracle> copies(Instance instance) {
        Map<String, SequenceOracle> copies = new TreeMap<>();
        instance.oracles.forEach((key, oracle) -> copies.put(key, oracle.copy()));
        return copies;
    }

    private static void restore(
            Instance instance,
            LedgerSnapshot saved,
            Map<String, SequenceOracle> remembered,
            boolean planned,
            long savedAt,
            long now) {
        instance.book = new SequenceBook(instance.numbering, nanos -> nanos);
        instance.book.restore(saved, planned, now);
        if (planned) {
            instance.oracles.values().forEach(oracle -> oracle.resume(savedAt, now));
        } else {
            instance.oracles = remembered;
            instance.oracles.values().forEach(oracle -> oracle.forget(savedAt, now));
            instance.forgot = true;
            instance.forgetUntil = now + instance.numbering.graceNanos();
        }
    }

    private static void assertInstance(LedgerSnapshot view, Instance instance, long at) {
        for (SourceLedger ledger : view.sources()) {
            SequenceOracle oracle = instance.oracle(ledger.source(), ledger.epoch());
            assertThat(ledger.lawHolds()).isTrue();
            assertThat(ledger.first()).isEqualTo(oracle.first);
            assertThat(ledger.last()).isEqualTo(oracle.last);
            assertThat(ledger.seen()).isEqualTo(oracle.seen.size());
            assertThat(each(ledger.received())).isEqualTo(oracle.seen.keySet());
            assertThat(each(ledger.dropped().numbers())).isEqualTo(oracle.dropped(at));
            assertThat(each(ledger.pending().numbers())).isEqualTo(oracle.pending(at));
            assertThat(ledger.unknown())
                    .isEqualTo(LongStream.rangeClosed(0, ledger.last())
                            .filter(oracle::mayHaveSeen)
                            .count());
            assertThat(ledger.arrivals())
                    .isEqualTo(new SourceLedger.Arrivals(
                            oracle.seen.size(), oracle.outOfOrder, oracle.late, oracle.filled));
        }
        assertThat(view.unplaced())
                .isEqualTo(instance.oracles.values().stream()
                        .mapToLong(o -> o.unplaced)
                        .sum());
    }

    /** Number by number: seen, else forgotten, else dropped, else pending. */
    private static void assertMerged(LedgerSnapshot merged, List<Instance> all, long at) {
        for (SourceLedger ledger : merged.sources()) {
            String key = ledger.source() + "/" + ledger.epoch();
            Set<Long> seen = new TreeSet<>();
            Set<Long> dropped = new TreeSet<>();
            Set<Long> pending = new TreeSet<>();
            Set<Long> forgotten = new TreeSet<>();
            for (long number = 0; number <= ledger.last(); number++) {
                boolean isSeen = false;
                boolean isForgotten = false;
                boolean isDropped = false;
                boolean isPending = false;
                for (Instance instance : all) {
                    SequenceOracle oracle = instance.oracles.get(key);
                    if (oracle == null || !oracle.heardOf) {
                        isForgotten |= instance.forgot;
                        continue;
                    }
                    isSeen |= oracle.seen.containsKey(number);
                    isForgotten |= oracle.mayHaveSeen(number);
                    isDropped |= oracle.dropped(at).contains(number);
                    isPending |= oracle.pending(at).contains(number);
                }
                (isSeen
                                ? seen
                                : isForgotten
                                        ? forgotten
                                        : isDropped ? dropped : isPending ? pending : new TreeSet<Long>())
                        .add(number);
            }
            assertThat(ledger.lawHolds()).as(key).isTrue();
            assertThat(each(ledger.received())).as("%s received", key).isEqualTo(seen);
            assertThat(each(ledger.dropped().numbers())).as("%s dropped", key).isEqualTo(dropped);
            assertThat(each(ledger.pending().numbers())).as("%s pending", key).isEqualTo(pending);
            assertThat(each(ledger.forgotten().within(0, ledger.last())))
                    .as("%s forgotten", key)
                    .isEqualTo(forgotten);
        }
    }

    /** Nothing that arrived is called dropped, and each gap's times hold all that was lost in it. */
    private static void assertTruth(
            LedgerSnapshot merged, Set<String> arrived, Map<String, NavigableMap<Long, Long>> sentAt) {
        for (SourceLedger ledger : merged.sources()) {
            String key = ledger.source() + "/" + ledger.epoch();
            for (Gap gap : ledger.dropped().of(ledger.epoch())) {
                for (long number = gap.first(); number <= gap.last(); number++) {
                    assertThat(arrived).as("an invented drop").doesNotContain(key + "/" + number);
                    Instant sent = Instant.ofEpochMilli(
                            requireNonNull(requireNonNull(sentAt.get(key)).get(number)) / 1_000_000);
                    assertThat(gap.after() == null || !gap.after().isAfter(sent))
                            .isTrue();
                    assertThat(gap.before() == null || !gap.before().isBefore(sent))
                            .isTrue();
                }
            }
        }
    }

    /** The times are those of the nearest neighbours that arrived. */
    private static void assertSpans(LedgerSnapshot view, Instance instance) {
        for (SourceLedger ledger : view.sources()) {
            SequenceOracle oracle = instance.oracle(ledger.source(), ledger.epoch());
            for (Gap gap : ledger.dropped().plus(ledger.pending()).of(ledger.epoch())) {
                Map.Entry<Long, Long> below = oracle.seen.lowerEntry(gap.first());
                Map.Entry<Long, Long> above = oracle.seen.higherEntry(gap.last());
                assertThat(gap.after())
                        .isEqualTo(below == null ? null : Instant.ofEpochMilli(below.getValue() / 1_000_000));
                assertThat(gap.before())
                        .isEqualTo(above == null ? null : Instant.ofEpochMilli(above.getValue() / 1_000_000));
            }
        }
    }

    private static Set<Long> each(NumberRanges ranges) {
        Set<Long> numbers = new TreeSet<>();
        for (NumberRanges.Run run : ranges.runs()) {
            LongStream.rangeClosed(run.first(), run.last()).forEach(numbers::add);
        }
        return numbers;
    }
}
