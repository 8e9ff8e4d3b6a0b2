// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.integrity;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotmetrics.integrity.IdWindow.Standing;
import io.pilotmetrics.integrity.IdWindow.Stats;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * A random history of deliveries, told to a window and to an oracle that keeps the ids in the order of their first sight, in groups that
 * expire and give way as one. A window of which others know, too, is asked only for what is this history's.
 */
final class IdHistory {

    /** What the oracle keeps of an id. Equal to itself alone. */
    private static final class Known {
        final Object id;
        long content;
        final Group group;
        boolean done;

        Known(Object id, long content, Group group) {
            this.id = id;
            this.content = content;
            this.group = group;
        }
    }

    /** Ids of one step. */
    private static final class Group {
        final long seenAt;
        final List<Known> ids = new ArrayList<>();

        Group(long seenAt) {
            this.seenAt = seenAt;
        }
    }

    private record Open(Known known, Claim claim) {}

    private static final long[] CONTENTS = {0, 1L << 60, 3L << 60, -1, 5};

    private final Random random;
    private final Random looks;
    private final IdWindowContract rules;
    private final IdWindow window;
    private final String prefix;
    private final int maxIds;
    private final int universe;
    private final int pace;
    private final boolean alone;
    private boolean stepsBack;
    private final Deque<Group> groups = new ArrayDeque<>();
    private final Map<Object, Known> known = new HashMap<>();
    private final List<Open> open = new ArrayList<>();
    private long clock;
    private long now; // the latest that the clock has been
    private long claimed;
    private long forgotten;
    private long evicted;
    private long expired;
    private long leftInFlight;
    private long youngestEvicted;

    /** So many seeds, or the one that {@code -Dids.seed} names. */
    static LongStream seeds(int count) {
        Long one = Long.getLong("ids.seed");
        return one != null ? LongStream.of(one) : LongStream.range(0, count);
    }

    /** A history of its own window. */
    IdHistory(long seed, IdWindowContract rules, int maxIds) {
        this.random = new Random(seed);
        this.looks = new Random(~seed);
        this.rules = rules;
        this.maxIds = maxIds;
        this.alone = true;
        this.clock = random.nextBoolean() ? random.nextLong() : 0;
        this.now = clock;
        this.window = rules.create(IdWindowContract.AGE, maxIds, now);
        this.prefix = "";
        this.universe = 2 + random.nextInt(random.nextBoolean() ? 40 : 3 * maxIds);
        this.pace = 1 + random.nextInt(40);
    }

    /** A history of ids that nobody else has, in a window of many. */
    IdHistory(long seed, IdWindowContract rules, IdWindow shared, String prefix) {
        this.random = new Random(seed);
        this.looks = new Random(~seed);
        this.rules = rules;
        this.maxIds = Integer.MAX_VALUE / 2;
        this.alone = false;
        this.window = shared;
        this.prefix = prefix;
        this.universe = 1_000;
        this.pace = 1;
    }

    /** Whose clock steps back at times, which changes nothing: it is as late as it has ever been. */
    IdHistory steppingBack() {
        stepsBack = true;
        return this;
    }

    void run(int steps) {
        steps(steps);
        expire();
        Stats stats = window.stats(clock);
        if (evicted > 0) {
            assertThat(stats.coveredNanos())
                    .as("no id that was first seen since then has given way")
                    .isLessThanOrEqualTo(now - youngestEvicted);
        } else {
            assertThat(stats.coveredNanos()).isEqualTo(IdWindowContract.AGE);
        }
        assertThat(stats)
                .isEqualTo(new Stats(
                        claimed, known.size(), forgotten, evicted, expired, leftInFlight, stats.coveredNanos()));
    }

    void steps(int steps) {
        for (int i = 0; i < steps; i++) {
            if (alone && random.nextInt(pace) == 0) {
                pass();
            }
            expire();
            look();
            switch (random.nextInt(5)) {
                case 0, 1, 2 -> claim();
                case 3 -> end();
                default -> {
                    if (random.nextInt(10) == 0) {
                        recover();
                    }
                }
            }
        }
    }

    /** Looking an id up changes nothing: what is claimed afterwards is the oracle's. */
    private void look() {
        int number = looks.nextInt(universe);
        Object id = id(number);
        Known before = known.get(id);
        Standing expected = before == null ? null : before.done ? Standing.DONE : Standing.IN_FLIGHT;
        assertThat(window.standing(id, clock)).isEqualTo(expected);
        if (id instanceof Long unboxed) {
            assertThat(window.standing((long) unboxed, clock)).isEqualTo(expected);
        }
    }

    private void pass() {
        switch (random.nextInt(60)) {
            case 0 -> clock += IdWindowContract.AGE * random.nextInt(5) + random.nextInt(5);
            case 1 -> clock += random.nextLong(IdWindowContract.AGE);
            case 2 -> clock -= stepsBack ? random.nextLong(2 * IdWindowContract.AGE) : 0;
            default -> clock += random.nextLong(IdWindowContract.AGE / 200);
        }
        now = Math.max(now, clock);
        if (stepsBack) {
            window.stats(clock); // the window knows as well how late it has been
        }
    }

    private void expire() {
        while (!groups.isEmpty() && rules.isOver(groups.element().seenAt, now)) {
            expired += leave(groups.remove());
        }
    }

    /** How many ids of a group were known. */
    private int leave(Group group) {
        int left = 0;
        for (Known each : group.ids) {
            if (known.remove(each.id, each)) {
                left++;
                leftInFlight += each.done ? 0 : 1;
            }
        }
        return left;
    }

    private Known enter(Object id, long content) {
        int part = rules.givingWayAtOnce(maxIds);
        int places = alone ? groups.stream().mapToInt(group -> group.ids.size()).sum() : 0;
        while (places >= maxIds + part - 1) {
            places -= groups.element().ids.size();
            youngestEvicted = groups.element().seenAt;
            evicted += leave(groups.remove());
        }
        Group youngest = groups.peekLast();
        if (youngest == null
                || !rules.isOfOneStep(youngest.seenAt, now)
                || (youngest.ids.size() >= part && full() < rules.mostFull())) {
            youngest = new Group(now);
            groups.add(youngest);
        }
        Known entered = new Known(id, content, youngest);
        youngest.ids.add(entered);
        known.put(id, entered);
        claimed++;
        return entered;
    }

    /** Groups that were ended by their number of ids. */
    private int full() {
        int full = 0;
        @Nullable Group before = null;
        for (Group each : groups) {
            full += before != null && rules.isOfOneStep(before.seenAt, each.seenAt) ? 1 : 0;
            before = each;
        }
        return full;
    }

    private Object id() {
        return id(random.nextInt(universe));
    }

    private Object id(int number) {
        return prefix.isEmpty() && number % 2 == 0 ? (Object) (long) number : prefix + number;
    }

    private void claim() {
        Object id = id();
        long content = CONTENTS[random.nextInt(10) == 0 ? random.nextInt(CONTENTS.length) : 1];
        Known before = known.get(id);
        Claim claim = id instanceof Long number && random.nextBoolean()
                ? window.claim((long) number, content, clock)
                : window.claim(id, content, clock);
        if (before == null) {
            assertThat(claim.standing()).isEqualTo(Standing.FIRST);
            open.add(new Open(enter(id, content), claim));
            return;
        }
        boolean differs = before.content != content && before.content != 0 && content != 0;
        assertThat(claim.standing())
                .isEqualTo(differs ? Standing.CONFLICTING : before.done ? Standing.DONE : Standing.IN_FLIGHT);
        if (random.nextBoolean()) {
            claim.done(clock); // settles nothing
        } else {
            claim.forget(clock);
        }
    }

    private void end() {
        if (open.isEmpty()) {
            return;
        }
        Open ending = open.remove(random.nextInt(open.size()));
        Known mine = ending.known;
        boolean settles = known.get(mine.id) == mine && !mine.done;
        if (random.nextBoolean()) {
            ending.claim.done(clock);
            mine.done |= settles;
        } else {
            ending.claim.forget(clock);
            if (settles) {
                known.remove(mine.id);
                forgotten++;
                mine.group.ids.remove(mine);
            }
        }
    }

    private void recover() {
        Object id = id();
        window.recover(id, clock);
        Known before = known.get(id);
        Known recovered = before == null ? enter(id, 0) : before;
        recovered.done = true;
        recovered.content = 0;
    }
}
